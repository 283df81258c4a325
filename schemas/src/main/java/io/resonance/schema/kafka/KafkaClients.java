package io.resonance.schema.kafka;

import io.resonance.schema.plant.KafkaTarget;
import java.util.Properties;

/**
 * Client properties of a plant's Kafka cluster, secrets revealed: never log what comes from here.
 */
public final class KafkaClients {

  private KafkaClients() {}

  /** Properties of any client: bootstrap servers and what the plant file gives. */
  public static Properties properties(KafkaTarget kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    kafka.secretProperties().forEach((key, secret) -> properties.put(key, secret.reveal()));
    properties.put("bootstrap.servers", kafka.bootstrap());
    return properties;
  }
}
