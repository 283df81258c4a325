package io.resonance.schema.control;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers without a group, as commands use them. */
final class TopicReading {

  private static final String TIMEOUT_MS = "15000";

  private TopicReading() {}

  /** A consumer of committed records that gives up within seconds where nobody answers. */
  static KafkaConsumer<byte[], byte[]> consumer(KafkaTarget kafka) {
    Properties properties = KafkaClients.properties(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("default.api.timeout.ms", TIMEOUT_MS);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Takes all partitions of a topic.
   *
   * @throws StartRefusedException if there is no such topic
   */
  static List<TopicPartition> assign(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic, KafkaTarget kafka) {
    Map<String, List<PartitionInfo>> present = consumer.listTopics();
    String name = topic.in(kafka);
    if (!present.containsKey(name)) {
      throw new StartRefusedException(
          "Kafka has no topic %s yet. The plant job creates it when it starts for the first time."
              .formatted(name));
    }
    List<TopicPartition> partitions =
        present.get(name).stream().map(p -> new TopicPartition(name, p.partition())).toList();
    consumer.assign(partitions);
    return partitions;
  }

  /** What a failure of Kafka's client means to a person. */
  static StartRefusedException refused(KafkaTarget kafka, RuntimeException failed) {
    return new StartRefusedException(
        "Kafka at %s could not be used: %s. Check the kafka section of the plant file, that the broker runs, and that this user may use the topics %s.control*."
            .formatted(kafka.bootstrap(), failed.getMessage(), kafka.prefix()),
        failed);
  }
}
