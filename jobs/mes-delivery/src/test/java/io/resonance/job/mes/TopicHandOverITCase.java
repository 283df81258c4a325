package io.resonance.job.mes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.mes.OutboxWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MES that reads Kafka gets every message once and in order, also over a lost TaskManager. */
class TopicHandOverITCase {

  private static final int MESSAGES = 400;
  private static final int EQUIPMENTS = 5;

  @TempDir private Path folder;
  private final List<MesMessage> settled = new CopyOnWriteArrayList<>();

  @Test
  void everyMessageIsOnTheTopicOfItsNounOnceAndInOrder() throws Exception {
    try (RegistryProcess registry =
            new RegistryProcess(
                Path.of(System.getProperty("registry.dir")), 0, folder.resolve("registry/log"));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      PlantFile plant =
          DeliveryPlant.prepare(
                  folder, kafka.bootstrap(), registry.awaitReady().url(), "{topics: acme.mes}")
              .plant();
      List<MesMessage> messages = DeliveryPlant.messages(MESSAGES, EQUIPMENTS);
      OutboxWriter.write(plant, messages.subList(0, MESSAGES / 2));

      try (TopicReader reader = TopicReader.start(plant, this::collect);
          DeliveryMiniCluster cluster = new DeliveryMiniCluster()) {
        cluster.submit(plant);
        await().atMost(Duration.ofSeconds(90)).until(() -> settled.size() >= MESSAGES / 4);
        cluster.killTaskManager();
        OutboxWriter.write(plant, messages.subList(MESSAGES / 2, MESSAGES));
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> {
                  reader.assertAlive();
                  assertThat(settled).hasSize(MESSAGES);
                });
      }

      assertThat(settled)
          .allMatch(m -> m.getState() == MesState.ACCEPTED)
          .allMatch(m -> m.getAnswer().equals("written to topic acme.mes.OperationsEvent"))
          .extracting(MesMessage::getBodId)
          .doesNotHaveDuplicates();
      assertThat(read(plant, "acme.mes.OperationsEvent")).isEqualTo(byEquipment(messages));
    }
  }

  private void collect(Topic topic, Object record) {
    if (topic == Topic.MES_STATUS) {
      settled.add((MesMessage) record);
    }
  }

  private static Map<String, List<String>> byEquipment(List<MesMessage> messages) {
    Map<String, List<String>> payloads = new HashMap<>();
    messages.forEach(
        m ->
            payloads.computeIfAbsent(m.getEquipment(), e -> new ArrayList<>()).add(m.getPayload()));
    return payloads;
  }

  /** What a MES reads with read_committed. */
  private static Map<String, List<String>> read(PlantFile plant, String topic) {
    Properties properties = KafkaClients.properties(plant.kafka());
    properties.put("isolation.level", "read_committed");
    Map<String, List<String>> payloads = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          payloads
              .computeIfAbsent(record.key(), e -> new ArrayList<>())
              .add(new String(record.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return payloads;
  }
}
