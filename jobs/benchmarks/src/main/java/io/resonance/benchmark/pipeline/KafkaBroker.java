package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.testbed.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;

/** The testbed's Kafka broker in a process of its own. */
final class KafkaBroker implements ChildPart {

  static final String NAME = "kafka";
  static final String FOLDER = "folder";
  static final String BOOTSTRAP = "bootstrap";

  private final EmbeddedKafka kafka;

  KafkaBroker(Map<String, String> settings) {
    kafka = new EmbeddedKafka(Path.of(settings.get(FOLDER)), 0);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(BOOTSTRAP, kafka.bootstrap());
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of();
  }

  @Override
  public void stop() {
    kafka.close();
  }
}
