package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaDateTime;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.NumberRows;
import io.resonance.schema.batch.ValueKind;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of OPC UA's built-in types (Part 6, 5.1.2) as values of a batch. No number is rounded:
 * what a LONG or a DOUBLE cannot hold becomes text.
 */
final class OpcUaValues {

  /** Beyond it not every integer is a double. */
  private static final long EXACT = 1L << 53;

  private static final byte DOUBLE = ValueKind.DOUBLE.code();
  private static final byte LONG = ValueKind.LONG.code();
  private static final byte BOOLEAN = ValueKind.BOOLEAN.code();

  private OpcUaValues() {}

  /** Whether {@link #put(OpcUaBatch, int, NumberRows, int)} takes values of a kind. */
  static boolean isNumber(byte kind) {
    return kind >= OpcUaValueKind.BOOLEAN
        && kind <= OpcUaValueKind.DOUBLE
        && kind != OpcUaValueKind.UINT64;
  }

  /** Gives a row the value, which is a number; the same as the builder's row would get. */
  static void put(OpcUaBatch batch, int index, NumberRows rows, int row) {
    byte kind = batch.kind(index);
    long bits = batch.bits(index);
    if (kind == OpcUaValueKind.DOUBLE) {
      rows.kind[row] = DOUBLE;
      rows.bits[row] = bits;
    } else if (kind == OpcUaValueKind.FLOAT) {
      rows.kind[row] = DOUBLE;
      rows.bits[row] = Double.doubleToRawLongBits(batch.doubleValue(index));
    } else if (kind == OpcUaValueKind.BOOLEAN) {
      rows.kind[row] = BOOLEAN;
      rows.bits[row] = bits == 0 ? 0 : 1;
    } else {
      rows.kind[row] = LONG;
      rows.bits[row] = bits;
    }
  }

  /** Gives the builder's last row the value; a null leaves it without one. */
  static void put(OpcUaBatch batch, int index, EquipmentBatchBuilder builder) {
    byte kind = batch.kind(index);
    switch (kind) {
      case OpcUaValueKind.DOUBLE, OpcUaValueKind.FLOAT -> builder.number(batch.doubleValue(index));
      case OpcUaValueKind.BOOLEAN -> builder.truth(batch.bits(index) != 0);
      case OpcUaValueKind.SBYTE,
          OpcUaValueKind.BYTE,
          OpcUaValueKind.INT16,
          OpcUaValueKind.UINT16,
          OpcUaValueKind.INT32,
          OpcUaValueKind.UINT32,
          OpcUaValueKind.INT64 ->
          builder.integer(batch.bits(index));
      case OpcUaValueKind.STATUS_CODE -> builder.integer(batch.bits(index) & 0xFFFFFFFFL);
      case OpcUaValueKind.UINT64 -> putUnsigned(batch.bits(index), builder);
      case OpcUaValueKind.DATE_TIME ->
          OpcUaDateTime.instant(batch.bits(index)).map(Instant::toString).ifPresent(builder::text);
      default -> putObject(OpcUaValueKind.elementKind(kind), batch.object(index), builder);
    }
  }

  /** Beyond 2^63 no LONG holds it; as text nothing is rounded. */
  private static void putUnsigned(long bits, EquipmentBatchBuilder builder) {
    if (bits >= 0) {
      builder.integer(bits);
    } else {
      builder.text(Long.toUnsignedString(bits));
    }
  }

  private static void putObject(byte elementKind, Object value, EquipmentBatchBuilder builder) {
    if (value instanceof OpcUaMatrix matrix) {
      // in row order; the record has no room for the dimensions
      putObject(elementKind, matrix.elements(), builder);
    } else if (value instanceof long[] bits) {
      putNumbers(elementKind, bits, builder);
    } else if (value instanceof Object[] entries) {
      builder.keyValues(byIndex(elementKind, entries));
    } else if (value instanceof OpcUaUndecoded || elementKind == OpcUaValueKind.STRUCTURE) {
      Map<String, String> fields = new LinkedHashMap<>();
      putFields(fields, "", elementKind, value);
      builder.keyValues(fields);
    } else if (value != null) {
      builder.text(text(value));
    }
  }

  private static void putNumbers(byte elementKind, long[] bits, EquipmentBatchBuilder builder) {
    double[] numbers = new double[bits.length];
    for (int i = 0; i < bits.length; i++) {
      if (!exact(elementKind, bits[i])) {
        builder.keyValues(byIndex(elementKind, bits));
        return;
      }
      numbers[i] =
          switch (elementKind) {
            case OpcUaValueKind.DOUBLE -> Double.longBitsToDouble(bits[i]);
            case OpcUaValueKind.FLOAT -> Float.intBitsToFloat((int) bits[i]);
            default -> bits[i];
          };
    }
    builder.array(numbers);
  }

  /** Whether a double can be the number. */
  private static boolean exact(byte elementKind, long bits) {
    return switch (elementKind) {
      case OpcUaValueKind.INT64 -> bits >= -EXACT && bits <= EXACT;
      case OpcUaValueKind.UINT64 -> bits >= 0 && bits <= EXACT;
      case OpcUaValueKind.DATE_TIME -> false;
      default -> true;
    };
  }

  private static Map<String, String> byIndex(byte elementKind, long[] bits) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < bits.length; i++) {
      String key = Integer.toString(i);
      switch (elementKind) {
        case OpcUaValueKind.UINT64 -> texts.put(key, Long.toUnsignedString(bits[i]));
        case OpcUaValueKind.DATE_TIME ->
            OpcUaDateTime.instant(bits[i]).ifPresent(time -> texts.put(key, time.toString()));
        default -> texts.put(key, Long.toString(bits[i]));
      }
    }
    return texts;
  }

  private static Map<String, String> byIndex(byte elementKind, Object[] entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i++) {
      putFields(texts, Integer.toString(i), elementKind, entries[i]);
    }
    return texts;
  }

  private static void putFields(
      Map<String, String> fields, String name, byte elementKind, Object value) {
    if (value instanceof OpcUaUndecoded structure) {
      String prefix = name.isEmpty() ? "" : name + ".";
      fields.put(prefix + "UaTypeId", structure.typeId());
      fields.put(prefix + "UaBody", base64(structure.body()));
    } else if (value instanceof String json && elementKind >= OpcUaValueKind.EXTENSION_OBJECT) {
      FlatJson.put(fields, name, json);
    } else if (value != null) {
      fields.put(name, text(value));
    }
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return base64(bytes);
    }
    return value instanceof OpcUaLocalizedText localized ? localized.text() : value.toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
