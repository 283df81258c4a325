package io.resonance.cli;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.KafkaTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that read topics as any reader with read_committed does, without a group. */
public final class TopicConsumer {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  private TopicConsumer() {}

  /** A consumer with nothing assigned. */
  public static KafkaConsumer<byte[], byte[]> of(KafkaTarget kafka) {
    Properties properties = KafkaClients.properties(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("default.api.timeout.ms", String.valueOf(CONNECT_TIMEOUT.toMillis()));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Assigns all partitions of a topic.
   *
   * @throws StartRefusedException if there is no such topic
   */
  public static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    Map<String, List<PartitionInfo>> present = consumer.listTopics();
    if (!present.containsKey(topic)) {
      throw new StartRefusedException(
          "Kafka has no topic %s yet. The plant job creates it when it starts for the first time."
              .formatted(topic));
    }
    List<TopicPartition> partitions =
        present.get(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    consumer.assign(partitions);
    return partitions;
  }

  /** What a person is told when Kafka fails. */
  public static StartRefusedException refused(KafkaTarget kafka, KafkaException failure) {
    if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
      return new StartRefusedException(
          "Kafka at %s did not answer within %d s. Check kafka.bootstrap in the plant file, and that the broker runs."
              .formatted(kafka.bootstrap(), CONNECT_TIMEOUT.toSeconds()),
          failure);
    }
    return new StartRefusedException(
        "Kafka at %s refused: %s. Check the kafka section of the plant file."
            .formatted(kafka.bootstrap(), failure.getMessage()),
        failure);
  }
}
