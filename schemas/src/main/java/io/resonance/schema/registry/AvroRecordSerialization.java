package io.resonance.schema.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes an Avro record in Confluent's wire format under a schema that was registered before: the
 * id was looked up when the job was started, so that a running job does not need the registry.
 *
 * <p>The Kafka timestamp is the producer's: a backfilled record with its source time would be
 * deleted by retention at once.
 *
 * @param <T> the record
 */
public final class AvroRecordSerialization<T extends SpecificRecordBase>
    implements KafkaRecordSerializationSchema<T> {

  private final String topic;
  private final int schemaId;
  private final RecordKey<T> key;
  private transient SpecificDatumWriter<T> writer;
  private transient ByteArrayOutputStream bytes;
  private transient BinaryEncoder encoder;

  public AvroRecordSerialization(String topic, int schemaId, RecordKey<T> key) {
    this.topic = topic;
    this.schemaId = schemaId;
    this.key = key;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    if (writer == null) {
      writer = new SpecificDatumWriter<>(element.getSchema());
      bytes = new ByteArrayOutputStream(1024);
    }
    bytes.reset();
    WireFormat.writeHeader(schemaId, bytes);
    try {
      encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
      writer.write(element, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory failed", impossible);
    }
    return new ProducerRecord<>(
        topic, key.apply(element).getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
  }
}
