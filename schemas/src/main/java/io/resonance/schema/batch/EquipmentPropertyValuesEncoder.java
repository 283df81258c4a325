package io.resonance.schema.batch;

import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Quality;
import io.resonance.schema.v1.ValueType;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Writes a batch as the Avro binary form of {@link EquipmentPropertyValues}, straight from its
 * columns: no record objects are made, and what the rows of a property have in common is only
 * copied. A test holds the bytes equal to those of Avro's own writer. Not safe for use by several
 * threads.
 *
 * <p>The order of the writes is the order of the fields in {@code resonance-v1.avdl}.
 */
public final class EquipmentPropertyValuesEncoder {

  private static final int NULL = AvroKey.NULL;
  private static final int PRESENT = AvroKey.PRESENT;

  /** Whatever a row has beside its texts is never longer. */
  private static final int ROW_BYTES = 128;

  private static final Map<Protocol, Integer> PROTOCOLS =
      positions(Protocol.class, Protocol.getClassSchema());
  private static final Map<Quality, Integer> QUALITIES =
      positions(Quality.class, Quality.getClassSchema());
  private static final Map<ValueKind, Integer> VALUE_TYPES =
      positions(ValueKind.class, ValueType.getClassSchema());
  private static final int DOUBLE = 2 * VALUE_TYPES.get(ValueKind.DOUBLE);

  private final QualityScale scale;
  private final AvroBytes.Piece profile;
  private final AvroBytes out = new AvroBytes(4096);

  /**
   * An encoder for batches normalized under a profile.
   *
   * @param profile id and version of the profile
   * @param profileHash hash of its content
   * @param scale how good its values are
   */
  public EquipmentPropertyValuesEncoder(String profile, String profileHash, QualityScale scale) {
    this.scale = scale;
    AvroBytes both = new AvroBytes(64);
    both.text(profile);
    both.text(profileHash);
    this.profile = both.piece();
  }

  /**
   * The record.
   *
   * @param header bytes to begin with, such as those of a wire format
   */
  public byte[] encode(byte[] header, EquipmentBatch batch) {
    out.clear();
    out.raw(header);
    out.text(batch.equipment());
    out.text(batch.hierarchyScope());
    out.room(AvroBytes.NUMBER);
    out.number(PROTOCOLS.get(batch.origin().protocol()));
    out.text(batch.origin().endpoint());
    out.room(2 * AvroBytes.NUMBER + profile.length() + AvroBytes.BEYOND);
    out.number(batch.origin().epoch());
    out.raw(profile);
    if (batch.size() > 0) {
      out.number(batch.size());
      writeRows(batch);
    }
    out.room(2);
    out.raw(0); // the end of the array
    writeContext(batch.context().orElse(null));
    return out.copy();
  }

  /** Makes its own room, but for the first byte. */
  private void writeContext(JobContext context) {
    if (context == null) {
      out.raw(NULL);
      return;
    }
    out.raw(PRESENT);
    writeOptional(context.getJob());
    writeOptional(context.getPart());
    out.room(1 + AvroBytes.NUMBER);
    if (context.getPartCount() == null) {
      out.raw(NULL);
    } else {
      out.raw(PRESENT);
      out.number(context.getPartCount());
    }
    writeOptional(context.getLot());
    writeOptional(context.getProgram());
    writeOptional(context.getTool());
    writeOptional(context.getDeviceHealth());
  }

  private void writeOptional(String text) {
    out.room(1);
    if (text == null) {
      out.raw(NULL);
    } else {
      out.raw(PRESENT);
      out.text(text);
    }
  }

  private void writeRows(EquipmentBatch batch) {
    Columns columns = batch.columns;
    AvroKey[] keys = batch.keys().inAvro();
    Quality best = scale.best(batch);
    boolean alike =
        columns.kind == null
            && columns.oneKind == ValueKind.DOUBLE.code()
            && columns.statusCode == null
            && columns.oneStatusCode == 0
            && best == Quality.GOOD
            && !columns.backfilled
            && columns.attributes == null;
    for (int row = 0; row < columns.size; row++) {
      AvroKey key = keys[columns.keyIndex[row]];
      out.room(ROW_BYTES + key.name().length() + key.afterDouble().length());
      out.raw(key.name());
      out.number(columns.sequence(row));
      writeTimes(columns, row);
      if (alike) {
        out.raw(DOUBLE);
        out.raw(PRESENT);
        out.bits(columns.bits[row]);
        if (columns.isConverted(row)) {
          out.raw(key.toNative());
          out.bits(columns.nativeBits[row]);
          out.raw(key.afterNative());
        } else {
          out.raw(key.afterDouble());
        }
      } else {
        writeValue(batch, row);
        writeRest(batch, row, key, best);
      }
    }
  }

  private void writeTimes(Columns columns, int row) {
    long sourceTime = columns.sourceTime[row];
    long serverTime = columns.serverTime(row);
    if (serverTime == sourceTime) {
      out.timeTwice(sourceTime, PRESENT);
      return;
    }
    out.time(sourceTime);
    if (serverTime == EquipmentBatch.NO_TIME) {
      out.raw(NULL);
      out.raw(0);
    } else {
      out.raw(PRESENT);
      out.time(serverTime);
    }
  }

  /** Whatever kind the row is of; makes room for what comes after it. */
  private void writeValue(EquipmentBatch batch, int row) {
    ValueKind kind = batch.kind(row);
    out.raw(2 * VALUE_TYPES.get(kind));
    out.raw(kind == ValueKind.DOUBLE ? PRESENT : NULL);
    if (kind == ValueKind.DOUBLE) {
      out.bits(batch.integer(row));
    }
    boolean isInteger = kind == ValueKind.LONG || kind == ValueKind.ENUMERATION;
    out.raw(isInteger ? PRESENT : NULL);
    if (isInteger) {
      out.number(batch.integer(row));
    }
    out.raw(kind == ValueKind.BOOLEAN ? PRESENT : NULL);
    if (kind == ValueKind.BOOLEAN) {
      out.raw(batch.integer(row) != 0 ? 1 : 0);
    }
    boolean isText = kind == ValueKind.STRING || kind == ValueKind.ENUMERATION;
    out.raw(isText ? PRESENT : NULL);
    if (isText) {
      out.text((String) batch.object(row));
      out.room(ROW_BYTES);
    }
    writeArray(kind == ValueKind.DOUBLE_ARRAY ? (double[]) batch.object(row) : null);
    writeMap(kind == ValueKind.KEY_VALUES ? (Map<?, ?>) batch.object(row) : null);
  }

  private void writeRest(EquipmentBatch batch, int row, AvroKey key, Quality best) {
    out.room(ROW_BYTES + key.unit().length() + key.nativeUnit().length());
    out.raw(key.unit());
    boolean isConverted = batch.isConverted(row);
    out.raw(isConverted ? PRESENT : NULL);
    if (isConverted) {
      out.bits(batch.columns.nativeBits[row]);
    }
    out.raw(key.nativeUnit());
    out.number(Integer.toUnsignedLong(batch.statusCode(row)));
    out.raw(2 * QUALITIES.get(scale.of(batch, row, best)));
    out.raw(batch.isBackfilled() ? 1 : 0);
    Map<String, String> attributes = batch.attributes(row);
    writeMap(attributes.isEmpty() ? null : attributes);
  }

  private void writeArray(double[] values) {
    if (values == null) {
      out.raw(NULL);
      return;
    }
    out.room(ROW_BYTES + Math.multiplyExact(values.length, Double.BYTES));
    out.raw(PRESENT);
    if (values.length > 0) {
      out.number(values.length);
      for (double value : values) {
        out.bits(Double.doubleToRawLongBits(value));
      }
    }
    out.raw(0);
  }

  private void writeMap(Map<?, ?> values) {
    if (values == null) {
      out.raw(NULL);
      return;
    }
    out.raw(PRESENT);
    if (!values.isEmpty()) {
      out.number(values.size());
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        out.text((String) entry.getKey());
        out.text((String) entry.getValue());
      }
      out.room(ROW_BYTES);
    }
    out.raw(0);
  }

  /** Where constants of ours stand in the schema's enumeration. */
  private static <E extends Enum<E>> Map<E, Integer> positions(Class<E> type, Schema schema) {
    Map<E, Integer> positions = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      positions.put(constant, schema.getEnumOrdinal(constant.name()));
    }
    return positions;
  }
}
