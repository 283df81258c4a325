package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.job.LoadPlantFile;
import io.resonance.benchmark.milo.Load;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Quality;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a read_committed consumer sees of the values: how many records, and whether they hold what
 * the server sent.
 */
final class CommittedValues implements AutoCloseable {

  private static final String TOPIC = LoadPlantFile.PREFIX + ".values";
  private static final int HEADER_BYTES = 5;
  private static final long SAMPLED_RECORDS = 100;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SpecificDatumReader<EquipmentPropertyValues> reader =
      new SpecificDatumReader<>(EquipmentPropertyValues.getClassSchema());
  private final List<TopicPartition> partitions;

  CommittedValues(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", "50");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<PartitionInfo> found = consumer.partitionsFor(TOPIC, Duration.ofSeconds(20));
    partitions = found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
    consumer.assign(partitions);
  }

  /** Number of committed records, the two or three markers of a transaction included. */
  long records() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Mean number of values in the latest records, each of which is held against what the server
   * sends.
   *
   * @throws BenchmarkFailedException if there are none, or one is not as it must be
   */
  double valuesPerRecord() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - SAMPLED_RECORDS)));
    long values = 0;
    long records = 0;
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (records < SAMPLED_RECORDS / 2 && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        values += check(record);
        records++;
      }
    }
    if (records < SAMPLED_RECORDS / 2) {
      throw new BenchmarkFailedException(
          "Only %d committed records could be read from %s; look at the plant's log."
              .formatted(records, TOPIC));
    }
    return (double) values / records;
  }

  private int check(ConsumerRecord<byte[], byte[]> record) {
    byte[] message = record.value();
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(message, HEADER_BYTES, message.length - HEADER_BYTES, null);
    try {
      EquipmentPropertyValues values = reader.read(null, decoder);
      for (PropertyValue value : values.getValues()) {
        check(values.getEquipment(), value);
      }
      return values.getValues().size();
    } catch (IOException broken) {
      throw new BenchmarkFailedException(
          "The record at offset %d of %s is no EquipmentPropertyValues"
              .formatted(record.offset(), TOPIC),
          broken);
    }
  }

  private static void check(String equipment, PropertyValue value) {
    Double number = value.getDoubleValue();
    Double sent = value.getNativeValue() == null ? number : value.getNativeValue();
    if (value.getQuality() != Quality.GOOD
        || value.getUnit() == null
        || sent == null
        || sent < Load.LOW
        || sent > Load.HIGH
        || value.getServerTimestamp() == null) {
      throw new BenchmarkFailedException(
          "The server did not send this value of %s: %s".formatted(equipment, value));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
