package io.resonance.schema.control;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.RecordDecoder;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.registry.UndecodableRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What a compacted topic says now: the last record of each key. */
public final class CompactedTopic {

  private CompactedTopic() {}

  /**
   * Reads a topic from its beginning to its present end.
   *
   * @param unreadable is told of each record that is none of this topic
   * @return the last record of each key, in the order of their last change in a partition
   * @throws io.resonance.schema.kafka.StartRefusedException if Kafka or the registry cannot be
   *     asked
   */
  public static <T extends SpecificRecordBase> Map<String, T> read(
      PlantFile plant, Topic topic, Class<T> type, Consumer<String> unreadable) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReading.consumer(plant.kafka());
        RecordDecoder<T> decoder =
            RecordDecoder.specific(
                    new SchemaRegistry(plant.registry()), type, topic.in(plant.kafka()))
                .carefully()) {
      List<TopicPartition> partitions = TopicReading.assign(consumer, topic, plant.kafka());
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<String, T> present = new LinkedHashMap<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          apply(message, decoder, present, unreadable);
        }
      }
      return present;
    } catch (KafkaException failed) {
      throw TopicReading.refused(plant.kafka(), failed);
    }
  }

  private static <T> void apply(
      ConsumerRecord<byte[], byte[]> message,
      RecordDecoder<T> decoder,
      Map<String, T> present,
      Consumer<String> unreadable)
      throws IOException {
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    present.remove(key);
    if (message.value() == null) {
      return;
    }
    try {
      present.put(key, decoder.decode(message.value()));
    } catch (UndecodableRecordException none) {
      unreadable.accept(none.getMessage());
    }
  }
}
