package io.resonance.schema.registry;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Decodes messages in Confluent's wire format. Not safe for use by several threads.
 *
 * @param <T> what comes out
 */
public final class RecordDecoder<T> implements AutoCloseable {

  private final Supplier<SchemaRegistry> registries;
  private final String topic;
  private final Function<Schema, DatumReader<T>> readers;
  private final Map<Integer, DatumReader<T>> readerById = new HashMap<>();
  private final Map<Integer, Schema> writtenById = new HashMap<>();
  private boolean careful;
  private SchemaRegistry registry;
  private BinaryDecoder reuse;

  private RecordDecoder(
      Supplier<SchemaRegistry> registries, String topic, Function<Schema, DatumReader<T>> readers) {
    this.registries = registries;
    this.topic = topic;
    this.readers = readers;
  }

  /** A decoder into the classes of this release. */
  public static <T extends SpecificRecordBase> RecordDecoder<T> specific(
      SchemaRegistry registry, Class<T> type, String topic) {
    RecordDecoder<T> decoder = specific(() -> registry, type, topic);
    decoder.registry = registry;
    return decoder;
  }

  /**
   * The same for a reader that seldom needs the registry.
   *
   * @param registries makes it when it is needed for the first time
   */
  public static <T extends SpecificRecordBase> RecordDecoder<T> specific(
      Supplier<SchemaRegistry> registries, Class<T> type, String topic) {
    Schema ours = SpecificData.get().getSchema(type);
    return new RecordDecoder<>(
        registries, topic, written -> new SpecificDatumReader<>(written, ours));
  }

  /** A decoder into generic records of the schema they were written with. */
  public static RecordDecoder<GenericRecord> generic(SchemaRegistry registry, String topic) {
    RecordDecoder<GenericRecord> decoder =
        new RecordDecoder<>(() -> registry, topic, GenericDatumReader::new);
    decoder.registry = registry;
    return decoder;
  }

  /** Reads what was written under this id without asking the registry. */
  public RecordDecoder<T> knowing(int id, Schema written) {
    readerById.put(id, readers.apply(written));
    writtenById.put(id, written);
    return this;
  }

  /**
   * Walks over each message before it is read, for topics that anybody may write to: bytes that are
   * no record may claim lengths of gigabytes, which are then found to be wrong before memory is
   * taken for them.
   */
  public RecordDecoder<T> carefully() {
    careful = true;
    return this;
  }

  /**
   * Decodes one message.
   *
   * @throws UndecodableRecordException if it is not a record of this topic
   * @throws IOException if the registry cannot be asked
   */
  public T decode(byte[] message) throws IOException {
    int id = WireFormat.schemaId(message, topic);
    DatumReader<T> reader = readerById.get(id);
    if (reader == null) {
      if (registry == null) {
        registry = registries.get();
      }
      Schema written = registry.writerSchema(id);
      reader = readers.apply(written);
      readerById.put(id, reader);
      writtenById.put(id, written);
    }
    try {
      if (careful) {
        rewind(message);
        GenericDatumReader.skip(writtenById.get(id), reuse);
      }
      rewind(message);
      return reader.read(null, reuse);
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException broken) {
      throw new UndecodableRecordException(
          "A record of topic %s does not fit schema %d it names: %s"
              .formatted(topic, id, broken.getMessage()),
          broken);
    }
  }

  private void rewind(byte[] message) {
    reuse =
        DecoderFactory.get()
            .binaryDecoder(
                message, WireFormat.HEADER_BYTES, message.length - WireFormat.HEADER_BYTES, reuse);
  }

  @Override
  public void close() throws IOException {
    if (registry != null) {
      registry.close();
    }
  }
}
