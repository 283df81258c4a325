package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaBatch;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/**
 * Converts between OPC UA DateTime (100 ns since 1601, Part 6, 5.2.2.5) and nanoseconds since the
 * Unix epoch.
 */
final class OpcUaTime {

  private static final long EPOCH_TICKS = 116_444_736_000_000_000L;
  private static final long MAX_TICKS = Long.MAX_VALUE / 100 + EPOCH_TICKS;

  private OpcUaTime() {}

  /**
   * Nanoseconds; absent for the null DateTime; times after 2262 become the last one a long can
   * hold.
   */
  static long nanos(long ticks) {
    if (ticks <= 0) {
      return OpcUaBatch.ABSENT;
    }
    return ticks >= MAX_TICKS ? Long.MAX_VALUE : (ticks - EPOCH_TICKS) * 100;
  }

  static long nanos(DateTime time) {
    return time == null ? OpcUaBatch.ABSENT : nanos(time.utcTime());
  }

  static DateTime dateTime(long nanos) {
    return new DateTime(nanos / 100 + EPOCH_TICKS);
  }
}
