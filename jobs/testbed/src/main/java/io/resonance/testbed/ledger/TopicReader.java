package io.resonance.testbed.ledger;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.RecordDecoder;
import io.resonance.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all topics that a plant's jobs write from their beginning as a data team would, with {@code
 * isolation.level=read_committed}, and hands each record to a listener in a thread of its own. What
 * a compacted topic has forgotten, a record without a value, is passed over.
 */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BiConsumer<Topic, SpecificRecordBase> listener;
  private final Map<String, Topic> topicByName = new HashMap<>();
  private final Map<Topic, RecordDecoder<? extends SpecificRecordBase>> decoders =
      new EnumMap<>(Topic.class);
  private final SchemaRegistry registry;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Throwable failure;
  private volatile boolean closing;

  private TopicReader(PlantFile plant, BiConsumer<Topic, SpecificRecordBase> listener) {
    this.listener = listener;
    this.registry = new SchemaRegistry(plant.registry());
    KafkaTarget kafka = plant.kafka();
    for (Topic topic : Topic.values()) {
      if (topic == Topic.CONTROL) {
        continue; // written by people, for the job
      }
      topicByName.put(topic.in(kafka), topic);
      decoders.put(topic, RecordDecoder.specific(registry, recordClass(topic), topic.in(kafka)));
    }
    Properties properties = KafkaClients.properties(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Starts reading; the topics must exist.
   *
   * @param listener called in the reader's thread
   */
  public static TopicReader start(PlantFile plant, BiConsumer<Topic, SpecificRecordBase> listener) {
    TopicReader reader = new TopicReader(plant, listener);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : reader.topicByName.keySet()) {
      reader
          .consumer
          .partitionsFor(name)
          .forEach(p -> partitions.add(new TopicPartition(name, p.partition())));
    }
    reader.consumer.assign(partitions);
    reader.consumer.seekToBeginning(partitions);
    Thread thread = new Thread(reader::run, "topic-reader");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  /**
   * Fails if the reader's thread has failed: a ledger that nobody fills proves nothing.
   *
   * @throws IllegalStateException with the failure as its cause
   */
  public void assertAlive() {
    if (failure != null) {
      throw new IllegalStateException("The reader of the plant's topics failed", failure);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      if (!ended.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The reader of the plant's topics did not end within 30 s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer;
        registry) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          Topic topic = topicByName.get(message.topic());
          if (message.value() != null) {
            listener.accept(topic, decode(topic, message.value()));
          }
        }
      }
    } catch (WakeupException closed) {
      if (!closing) {
        failure = closed;
      }
    } catch (IOException | RuntimeException failed) {
      failure = failed;
    } finally {
      ended.countDown();
    }
  }

  private SpecificRecordBase decode(Topic topic, byte[] message) {
    try {
      return decoders.get(topic).decode(message);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  @SuppressWarnings("unchecked") // every topic's schema was generated into a class of ours
  private static Class<SpecificRecordBase> recordClass(Topic topic) {
    return (Class<SpecificRecordBase>) SpecificData.get().getClass(topic.schema());
  }
}
