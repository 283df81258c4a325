package io.resonance.schema.kafka;

import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.Secret;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Client properties of a plant's Kafka cluster. Secrets stay references here, in the spelling of
 * Kafka's own configuration providers (KIP-421): the client resolves them where it runs, so that
 * neither a job graph nor a log ever holds their values.
 */
public final class KafkaClients {

  private KafkaClients() {}

  /** Properties of any client: bootstrap servers and what the plant file gives. */
  public static Properties properties(KafkaTarget kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    if (!kafka.secretProperties().isEmpty()) {
      properties.put("config.providers", "env,directory");
      properties.put(
          "config.providers.env.class",
          "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
      properties.put(
          "config.providers.directory.class",
          "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
      kafka.secretProperties().forEach((key, secret) -> properties.put(key, reference(secret)));
    }
    properties.put("bootstrap.servers", kafka.bootstrap());
    return properties;
  }

  private static String reference(Secret secret) {
    return switch (secret.scheme()) {
      case ENV -> "${env:" + secret.location() + "}";
      case FILE -> {
        Path file = Path.of(secret.location()).toAbsolutePath();
        yield "${directory:" + file.getParent() + ":" + file.getFileName() + "}";
      }
      case NONE -> "";
    };
  }
}
