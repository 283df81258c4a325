package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of OPC UA's built-in types (Part 6, 5.1.2) as values of a batch. */
final class OpcUaValues {

  private OpcUaValues() {}

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
      case OpcUaValueKind.DATE_TIME -> builder.text(instant(batch.bits(index)));
      default -> putObject(kind, batch.object(index), builder);
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

  private static void putObject(byte kind, Object value, EquipmentBatchBuilder builder) {
    if (value instanceof String text) {
      builder.text(text);
    } else if (value instanceof byte[] bytes) {
      builder.text(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof long[] bits) {
      builder.array(numbers((byte) (kind & ~OpcUaValueKind.ARRAY), bits));
    } else if (value instanceof Object[] entries) {
      builder.keyValues(byIndex(entries));
    }
  }

  private static double[] numbers(byte elementKind, long[] bits) {
    double[] numbers = new double[bits.length];
    for (int i = 0; i < bits.length; i++) {
      numbers[i] =
          switch (elementKind) {
            case OpcUaValueKind.DOUBLE -> Double.longBitsToDouble(bits[i]);
            case OpcUaValueKind.FLOAT -> Float.intBitsToFloat((int) bits[i]);
            case OpcUaValueKind.UINT64 -> bits[i] >= 0 ? bits[i] : bits[i] + 0x1p64;
            default -> bits[i];
          };
    }
    return numbers;
  }

  private static Map<String, String> byIndex(Object[] entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] instanceof byte[] bytes) {
        texts.put(Integer.toString(i), Base64.getEncoder().encodeToString(bytes));
      } else if (entries[i] != null) {
        texts.put(Integer.toString(i), entries[i].toString());
      }
    }
    return texts;
  }

  private static String instant(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
        .toString();
  }
}
