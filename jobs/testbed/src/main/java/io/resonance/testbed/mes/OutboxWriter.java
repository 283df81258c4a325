package io.resonance.testbed.mes;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.MesMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes messages to the outbox of a plant, as its job does. */
public final class OutboxWriter {

  private static final int ATTEMPTS = 3;

  private OutboxWriter() {}

  /**
   * Writes the messages in their order, all of them or none; the topic must exist and its schema be
   * registered. Tries again, for a producer may not get on that meets a topic that was just made.
   */
  public static void write(PlantFile plant, List<MesMessage> messages)
      throws IOException, InterruptedException, ExecutionException {
    int id;
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      id = registry.registeredIds(plant.kafka()).get(Topic.MES_OUTBOX);
    }
    AvroEncoding<MesMessage> encoding =
        new AvroEncoding<>(Topic.MES_OUTBOX.in(plant.kafka()), id, MesMessage::getEquipment);
    for (int attempt = 1; ; attempt++) {
      try {
        writeAll(plant, messages, encoding);
        return;
      } catch (ExecutionException | KafkaException failed) {
        if (attempt == ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  private static void writeAll(
      PlantFile plant, List<MesMessage> messages, AvroEncoding<MesMessage> encoding)
      throws InterruptedException, ExecutionException {
    Properties properties = KafkaClients.properties(plant.kafka());
    properties.put("transactional.id", "outbox-writer-" + UUID.randomUUID());
    properties.put("delivery.timeout.ms", "15000");
    properties.put("request.timeout.ms", "10000");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (MesMessage message : messages) {
        KafkaRecord record = encoding.encode(message);
        sent.add(producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
      producer.commitTransaction();
    }
  }
}
