package io.resonance.cli.mes;

import io.resonance.cli.TopicConsumer;
import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.MesMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what a person decided about messages: all of it or, where anything fails, nothing. */
final class MessageWriter {

  private final PlantFile plant;

  MessageWriter(PlantFile plant) {
    this.plant = plant;
  }

  /** Puts the messages into the outbox again, and says so on the status topic. */
  void replay(List<MesMessage> messages) throws IOException {
    write(messages, List.of(Topic.MES_STATUS, Topic.MES_OUTBOX));
  }

  /** Writes the messages to the status topic alone. */
  void note(List<MesMessage> messages) throws IOException {
    write(messages, List.of(Topic.MES_STATUS));
  }

  private void write(List<MesMessage> messages, List<Topic> topics) throws IOException {
    Map<Topic, Integer> ids;
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      ids = registry.registeredIds(plant.kafka());
    }
    AvroEncoding<MesMessage> toStatus = encoding(Topic.MES_STATUS, ids, MesMessage::getBodId);
    AvroEncoding<MesMessage> toOutbox = encoding(Topic.MES_OUTBOX, ids, MesMessage::getEquipment);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      producer.beginTransaction();
      for (MesMessage message : messages) {
        for (Topic topic : topics) {
          KafkaRecord record = (topic == Topic.MES_OUTBOX ? toOutbox : toStatus).encode(message);
          // a send that fails makes the commit fail
          var unused =
              producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value()));
        }
      }
      producer.commitTransaction();
    } catch (KafkaException failed) {
      throw TopicConsumer.refused(plant.kafka(), failed);
    }
  }

  private AvroEncoding<MesMessage> encoding(
      Topic topic,
      Map<Topic, Integer> ids,
      io.resonance.schema.registry.RecordKey<MesMessage> key) {
    return new AvroEncoding<>(topic.in(plant.kafka()), ids.get(topic), key);
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Properties properties = KafkaClients.properties(plant.kafka());
    properties.put("transactional.id", plant.plant().id() + "-parked-" + UUID.randomUUID());
    properties.put("max.block.ms", "15000");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
