package io.resonance.cli.mes;

import io.resonance.cli.TopicConsumer;
import io.resonance.connector.mes.sink.ParkedMessage;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.RecordDecoder;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.MesMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The messages that were put aside, as the status topic has them, in the order they were made. */
final class ParkedMessages {

  private final Map<String, MesMessage> byBodId;

  private ParkedMessages(Map<String, MesMessage> byBodId) {
    this.byBodId = byBodId;
  }

  /**
   * Reads the status topic from its beginning to where it ends now.
   *
   * @param equipment only of this one; empty for all
   * @throws StartRefusedException if Kafka or the registry cannot be used
   */
  static ParkedMessages read(PlantFile plant, String equipment) throws IOException {
    KafkaTarget kafka = plant.kafka();
    String topic = Topic.MES_STATUS.in(kafka);
    Map<String, MesMessage> parked = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = TopicConsumer.of(kafka);
        RecordDecoder<MesMessage> decoder =
            RecordDecoder.specific(new SchemaRegistry(plant.registry()), MesMessage.class, topic)) {
      List<TopicPartition> partitions = TopicConsumer.assign(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> status : consumer.poll(Duration.ofMillis(200))) {
          String bodId = new String(status.key(), StandardCharsets.UTF_8);
          parked.remove(bodId);
          if (status.value() != null) {
            keep(decoder.decode(status.value()), equipment, parked);
          }
        }
      }
    } catch (KafkaException failed) {
      throw TopicConsumer.refused(kafka, failed);
    }
    return new ParkedMessages(parked);
  }

  private static void keep(MesMessage status, String equipment, Map<String, MesMessage> parked) {
    boolean wanted = equipment.isEmpty() || equipment.equals(status.getEquipment());
    if (wanted && ParkedMessage.isParked(status)) {
      parked.put(status.getBodId(), status);
    }
  }

  /** All of them, the oldest first: sent again in this order, each equipment's stay in theirs. */
  List<MesMessage> all() {
    List<MesMessage> inOrder = new ArrayList<>(byBodId.values());
    inOrder.sort(Comparator.comparing(MesMessage::getCreatedAt));
    return inOrder;
  }

  /**
   * Those that are named, the oldest first.
   *
   * @param names BODIDs, or beginnings of BODIDs that leave no doubt
   * @throws StartRefusedException if one names none or several
   */
  List<MesMessage> named(Collection<String> names) {
    names.forEach(this::requireOne);
    return all().stream()
        .filter(message -> names.stream().anyMatch(message.getBodId()::startsWith))
        .toList();
  }

  private void requireOne(String name) {
    List<String> found = byBodId.keySet().stream().filter(id -> id.startsWith(name)).toList();
    if (found.isEmpty()) {
      throw new StartRefusedException(
          "No parked message has the BODID %s. `resonance mes parked list` shows those there are; it may have been replayed or dropped meanwhile."
              .formatted(name));
    }
    if (found.size() > 1) {
      throw new StartRefusedException(
          "The BODIDs of %d parked messages begin with %s. Write more of it."
              .formatted(found.size(), name));
    }
  }
}
