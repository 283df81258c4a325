package io.resonance.job.plant;

import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.RegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kafka and the schema registry, started once for all integration tests of this JVM. */
final class Backbone {

  private static final Path FOLDER = folder();
  private static final RegistryProcess REGISTRY =
      new RegistryProcess(
          Path.of(System.getProperty("registry.dir")), 0, FOLDER.resolve("registry/registry.log"));
  private static final EmbeddedKafka KAFKA = new EmbeddedKafka(FOLDER.resolve("kafka"), 0);

  private Backbone() {}

  static String bootstrap() {
    return KAFKA.bootstrap();
  }

  static String registryUrl() throws InterruptedException {
    return REGISTRY.awaitReady().url();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("resonance-backbone");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
