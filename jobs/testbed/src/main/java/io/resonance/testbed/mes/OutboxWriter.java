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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes messages to the outbox of a plant, as its job does. */
public final class OutboxWriter {

  private OutboxWriter() {}

  /** Writes the messages in their order; the topic must exist and its schema be registered. */
  public static void write(PlantFile plant, List<MesMessage> messages)
      throws IOException, InterruptedException, ExecutionException {
    int id;
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      id = registry.registeredIds(plant.kafka()).get(Topic.MES_OUTBOX);
    }
    AvroEncoding<MesMessage> encoding =
        new AvroEncoding<>(Topic.MES_OUTBOX.in(plant.kafka()), id, MesMessage::getEquipment);
    Properties properties = KafkaClients.properties(plant.kafka());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (MesMessage message : messages) {
        KafkaRecord record = encoding.encode(message);
        sent.add(producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())));
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }
}
