package io.resonance.schema.batch;

import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Quality;
import io.resonance.schema.v1.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Writes a batch as the Avro binary form of {@link EquipmentPropertyValues}, straight from its
 * columns: no record objects are made. A test holds the bytes equal to those of Avro's own writer.
 * Not safe for use by several threads.
 *
 * <p>The order of the writes is the order of the fields in {@code resonance-v1.avdl}; in a union,
 * index 0 is null.
 */
public final class EquipmentPropertyValuesEncoder {

  private static final int NULL = 0;
  private static final int PRESENT = 1;

  private final Utf8 profile;
  private final Utf8 profileHash;
  private BinaryEncoder reuse;

  /**
   * An encoder for batches normalized under a profile.
   *
   * @param profile id and version of the profile
   * @param profileHash hash of its content
   */
  public EquipmentPropertyValuesEncoder(String profile, String profileHash) {
    this.profile = new Utf8(profile);
    this.profileHash = new Utf8(profileHash);
  }

  /** Appends the record to the stream. */
  public void encode(EquipmentBatch batch, ByteArrayOutputStream to) throws IOException {
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(to, reuse);
    reuse = out;
    out.writeString(batch.equipment());
    out.writeString(batch.hierarchyScope());
    out.writeEnum(Protocol.getClassSchema().getEnumOrdinal(batch.origin().protocol().name()));
    out.writeString(batch.origin().endpoint());
    out.writeLong(batch.origin().epoch());
    out.writeString(profile);
    out.writeString(profileHash);
    EncodedKey[] keys = encodedKeys(batch);
    out.writeArrayStart();
    if (batch.size() > 0) {
      out.setItemCount(batch.size());
      for (int row = 0; row < batch.size(); row++) {
        out.startItem();
        writeRow(batch, row, keys[batch.keyIndex(row)], out);
      }
    }
    out.writeArrayEnd();
    writeContext(batch.context().orElse(null), out);
    out.flush();
  }

  private static void writeContext(JobContext context, BinaryEncoder out) throws IOException {
    if (context == null) {
      out.writeIndex(NULL);
      return;
    }
    out.writeIndex(PRESENT);
    writeOptional(context.getJob(), out);
    writeOptional(context.getPart(), out);
    if (context.getPartCount() == null) {
      out.writeIndex(NULL);
    } else {
      out.writeIndex(PRESENT);
      out.writeLong(context.getPartCount());
    }
    writeOptional(context.getLot(), out);
    writeOptional(context.getProgram(), out);
    writeOptional(context.getTool(), out);
  }

  private static void writeOptional(String text, BinaryEncoder out) throws IOException {
    writeOptional(text == null ? null : new Utf8(text), out);
  }

  /** The strings of a key as UTF-8, made once per batch and not once per row. */
  private record EncodedKey(Utf8 property, Utf8 address, Utf8 unit, Utf8 nativeUnit) {}

  private static EncodedKey[] encodedKeys(EquipmentBatch batch) {
    EncodedKey[] encoded = new EncodedKey[batch.keyCount()];
    for (int i = 0; i < encoded.length; i++) {
      PropertyKey key = batch.key(i);
      encoded[i] =
          new EncodedKey(
              new Utf8(key.property()),
              new Utf8(key.address()),
              key.unit().isEmpty() ? null : new Utf8(key.unit()),
              key.nativeUnit().isEmpty() ? null : new Utf8(key.nativeUnit()));
    }
    return encoded;
  }

  private static void writeRow(EquipmentBatch batch, int row, EncodedKey key, BinaryEncoder out)
      throws IOException {
    out.writeString(key.property());
    out.writeString(key.address());
    out.writeLong(batch.sequence(row));
    long sourceTime = batch.sourceTime(row);
    out.writeLong(Math.floorDiv(sourceTime, 1000L));
    out.writeInt((int) Math.floorMod(sourceTime, 1000L));
    long serverTime = batch.serverTime(row);
    if (serverTime == EquipmentBatch.NO_TIME) {
      out.writeIndex(NULL);
      out.writeInt(0);
    } else {
      out.writeIndex(PRESENT);
      out.writeLong(Math.floorDiv(serverTime, 1000L));
      out.writeInt((int) Math.floorMod(serverTime, 1000L));
    }
    writeValue(batch, row, out);
    writeOptional(key.unit(), out);
    if (batch.isConverted(row)) {
      out.writeIndex(PRESENT);
      out.writeDouble(batch.nativeNumber(row));
    } else {
      out.writeIndex(NULL);
    }
    writeOptional(key.nativeUnit(), out);
    out.writeLong(Integer.toUnsignedLong(batch.statusCode(row)));
    out.writeEnum(ordinal(batch.quality(row)));
    out.writeBoolean(batch.isBackfilled());
    Map<String, String> attributes = batch.attributes(row);
    writeMap(attributes.isEmpty() ? null : attributes, out);
  }

  private static void writeValue(EquipmentBatch batch, int row, BinaryEncoder out)
      throws IOException {
    ValueKind kind = batch.kind(row);
    out.writeEnum(ordinal(kind));
    if (kind == ValueKind.DOUBLE) {
      out.writeIndex(PRESENT);
      out.writeDouble(batch.number(row));
    } else {
      out.writeIndex(NULL);
    }
    if (kind == ValueKind.LONG || kind == ValueKind.ENUMERATION) {
      out.writeIndex(PRESENT);
      out.writeLong(batch.integer(row));
    } else {
      out.writeIndex(NULL);
    }
    if (kind == ValueKind.BOOLEAN) {
      out.writeIndex(PRESENT);
      out.writeBoolean(batch.integer(row) != 0);
    } else {
      out.writeIndex(NULL);
    }
    if (kind == ValueKind.STRING || kind == ValueKind.ENUMERATION) {
      out.writeIndex(PRESENT);
      out.writeString((String) batch.object(row));
    } else {
      out.writeIndex(NULL);
    }
    writeArray(kind == ValueKind.DOUBLE_ARRAY ? (double[]) batch.object(row) : null, out);
    writeMap(kind == ValueKind.KEY_VALUES ? (Map<?, ?>) batch.object(row) : null, out);
  }

  private static void writeArray(double[] values, BinaryEncoder out) throws IOException {
    if (values == null) {
      out.writeIndex(NULL);
      return;
    }
    out.writeIndex(PRESENT);
    out.writeArrayStart();
    out.setItemCount(values.length);
    for (double value : values) {
      out.startItem();
      out.writeDouble(value);
    }
    out.writeArrayEnd();
  }

  private static void writeMap(Map<?, ?> values, BinaryEncoder out) throws IOException {
    if (values == null) {
      out.writeIndex(NULL);
      return;
    }
    out.writeIndex(PRESENT);
    out.writeMapStart();
    out.setItemCount(values.size());
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      out.startItem();
      out.writeString((String) entry.getKey());
      out.writeString((String) entry.getValue());
    }
    out.writeMapEnd();
  }

  private static void writeOptional(Utf8 text, BinaryEncoder out) throws IOException {
    if (text == null) {
      out.writeIndex(NULL);
    } else {
      out.writeIndex(PRESENT);
      out.writeString(text);
    }
  }

  private static int ordinal(ValueKind kind) {
    return AvroEnums.VALUE_TYPES[kind.code()];
  }

  private static int ordinal(Quality quality) {
    return AvroEnums.QUALITIES.getEnumOrdinal(quality.name());
  }

  /** Positions of symbols in the Avro enumerations, taken from the schema itself. */
  private static final class AvroEnums {
    static final org.apache.avro.Schema QUALITIES = Quality.getClassSchema();
    static final int[] VALUE_TYPES = new int[ValueKind.values().length];

    static {
      for (ValueKind kind : ValueKind.values()) {
        VALUE_TYPES[kind.code()] = ValueType.getClassSchema().getEnumOrdinal(kind.name());
      }
    }
  }
}
