package io.resonance.connector.opcua.source;

import java.nio.charset.StandardCharsets;

/**
 * Values as version 1 of the batch format (release 0.1.0) had them, made into those of today:
 * DateTimes were nanoseconds since 1970, LocalizedTexts had no locale, structures no type.
 */
final class OpcUaBatchV1 {

  private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

  private OpcUaBatchV1() {}

  static long bits(byte kind, long bits) {
    return kind == OpcUaValueKind.DATE_TIME ? ticks(bits) : bits;
  }

  private static long ticks(long nanos) {
    return nanos == OpcUaBatch.ABSENT ? 0 : Math.floorDiv(nanos, 100) + EPOCH_TICKS;
  }

  static Object object(byte kind, Object object) {
    byte element = OpcUaValueKind.elementKind(kind);
    if (object instanceof long[] bits && element == OpcUaValueKind.DATE_TIME) {
      for (int i = 0; i < bits.length; i++) {
        bits[i] = ticks(bits[i]);
      }
    } else if (object instanceof Object[] entries && !(object instanceof byte[][])) {
      for (int i = 0; i < entries.length; i++) {
        entries[i] = element(element, entries[i]);
      }
    }
    return OpcUaValueKind.isArray(kind) ? object : element(element, object);
  }

  private static Object element(byte kind, Object object) {
    if (object == null) {
      return null;
    }
    return switch (kind) {
      case OpcUaValueKind.LOCALIZED_TEXT -> new OpcUaLocalizedText("", object.toString());
      case OpcUaValueKind.EXTENSION_OBJECT ->
          new OpcUaUndecoded(
              "",
              "release 0.1.0 did not decode structures",
              object instanceof byte[] body
                  ? body
                  : object.toString().getBytes(StandardCharsets.UTF_8));
      default -> object;
    };
  }
}
