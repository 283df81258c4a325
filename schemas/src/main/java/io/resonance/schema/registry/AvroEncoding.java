package io.resonance.schema.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes an Avro record in Confluent's wire format under a schema that was registered before: the
 * id was looked up when the job was started, so that a running job does not need the registry.
 *
 * @param <T> the record
 */
public final class AvroEncoding<T extends SpecificRecordBase> implements RecordEncoding<T> {

  private final String topic;
  private final int schemaId;
  private final RecordKey<T> key;
  private transient SpecificDatumWriter<T> writer;
  private transient ByteArrayOutputStream bytes;
  private transient byte[] header;
  private transient BinaryEncoder encoder;

  /**
   * @param topic full name of the topic
   * @param schemaId id of the record's schema in the registry
   * @param key finds the record's key
   */
  public AvroEncoding(String topic, int schemaId, RecordKey<T> key) {
    this.topic = topic;
    this.schemaId = schemaId;
    this.key = key;
  }

  @Override
  public KafkaRecord encode(T element) {
    if (writer == null) {
      writer = new SpecificDatumWriter<>(element.getSchema());
      bytes = new ByteArrayOutputStream(1024);
      header = WireFormat.header(schemaId);
    }
    bytes.reset();
    try {
      bytes.write(header);
      encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
      writer.write(element, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory failed", impossible);
    }
    return new KafkaRecord(
        topic, key.apply(element).getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
  }
}
