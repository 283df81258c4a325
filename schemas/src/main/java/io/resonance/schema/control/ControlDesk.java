package io.resonance.schema.control;

import io.resonance.schema.kafka.ControlKey;
import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.RecordDecoder;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.registry.UndecodableRecordException;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Gives orders to the running job of a plant and waits for its answers. For one thread. */
public final class ControlDesk implements AutoCloseable {

  private final KafkaTarget kafka;
  private final AvroEncoding<ControlCommand> encoding;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<ControlAnswer> decoder;

  /**
   * Connects with what the plant file says of Kafka and the registry.
   *
   * @throws StartRefusedException if one of them cannot be used
   */
  public ControlDesk(PlantFile plant) {
    kafka = plant.kafka();
    SchemaRegistry registry = new SchemaRegistry(plant.registry());
    encoding =
        new AvroEncoding<>(
            Topic.CONTROL.in(kafka),
            registry.registeredIds(kafka).get(Topic.CONTROL),
            ControlKey::of);
    decoder =
        RecordDecoder.specific(registry, ControlAnswer.class, Topic.CONTROL_ANSWERS.in(kafka));
    try {
      Properties properties = KafkaClients.properties(kafka);
      properties.put("acks", "all");
      properties.put("compression.type", "lz4");
      properties.put("max.block.ms", "15000");
      properties.put("delivery.timeout.ms", "30000");
      properties.put("request.timeout.ms", "10000");
      properties.put("linger.ms", "0");
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
      consumer = TopicReading.consumer(kafka);
    } catch (KafkaException failed) {
      throw TopicReading.refused(kafka, failed);
    }
  }

  /**
   * Writes an order and waits for its answer, which a job that writes exactly once gives with its
   * next checkpoint.
   *
   * @return empty if no answer came in time; the order stays in the topic all the same
   * @throws StartRefusedException if Kafka does not take the order
   */
  public Optional<ControlAnswer> order(ControlCommand command, Duration patience)
      throws IOException, InterruptedException {
    try {
      List<TopicPartition> answers = TopicReading.assign(consumer, Topic.CONTROL_ANSWERS, kafka);
      consumer.seekToEnd(answers);
      answers.forEach(consumer::position); // seeks are lazy: settle the end before the order
      KafkaRecord record = encoding.encode(command);
      producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())).get();
      return await(command.getCommandId(), patience);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RecordTooLargeException) {
        throw new StartRefusedException(
            "Kafka does not take so large an order: %s. Divide the pack into several."
                .formatted(failed.getCause().getMessage()),
            failed);
      }
      throw TopicReading.refused(kafka, new KafkaException(failed.getCause()));
    } catch (KafkaException failed) {
      throw TopicReading.refused(kafka, failed);
    }
  }

  private Optional<ControlAnswer> await(String commandId, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
        Optional<ControlAnswer> answer = decoded(message);
        if (answer.isPresent() && answer.get().getCommandId().equals(commandId)) {
          return answer;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ControlAnswer> decoded(ConsumerRecord<byte[], byte[]> message)
      throws IOException {
    try {
      return Optional.of(decoder.decode(message.value()));
    } catch (UndecodableRecordException foreign) {
      return Optional.empty(); // somebody else's record is no answer to this order
    }
  }

  @Override
  public void close() throws IOException {
    producer.close();
    consumer.close();
    decoder.close();
  }
}
