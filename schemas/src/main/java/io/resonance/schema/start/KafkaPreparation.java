package io.resonance.schema.start;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.util.Map;

/**
 * What must be in place outside the cluster before a job of a plant may start: registered schemas
 * and topics.
 */
public final class KafkaPreparation {

  private KafkaPreparation() {}

  /**
   * Checks the schemas, then creates missing topics. A job whose records nobody could read does not
   * get as far as its topics.
   *
   * @return the ids under which each topic's records are written
   * @throws StartRefusedException if Kafka or the registry cannot be used as the plant file says
   */
  public static Map<Topic, Integer> prepare(PlantFile plant) {
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      Map<Topic, Integer> ids = registry.registeredIds(plant.kafka());
      TopicCreation.ensure(plant.kafka());
      return ids;
    } catch (IOException unclosable) {
      throw new StartRefusedException(
          "The connection to the schema registry %s could not be closed: %s. Try again."
              .formatted(plant.registry().url(), unclosable.getMessage()),
          unclosable);
    }
  }
}
