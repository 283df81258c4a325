package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.source.OpcUaBatch;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/**
 * Converts between OPC UA DateTime (100 ns since 1601, Part 6, 5.2.2.5) and nanoseconds since the
 * Unix epoch.
 */
public final class OpcUaTime {

  private static final long EPOCH_TICKS = 116_444_736_000_000_000L;
  private static final long MIN_TICKS = EPOCH_TICKS - Long.MAX_VALUE / 100;
  private static final long MAX_TICKS = EPOCH_TICKS + Long.MAX_VALUE / 100;

  private OpcUaTime() {}

  /**
   * Nanoseconds; absent for the null DateTime and for times that no long of nanoseconds can hold
   * (before 1677, after 2262): a machine whose clock says so has no clock.
   */
  public static long nanos(long ticks) {
    return ticks <= 0 || ticks < MIN_TICKS || ticks > MAX_TICKS
        ? OpcUaBatch.ABSENT
        : (ticks - EPOCH_TICKS) * 100;
  }

  /** The same for Milo's type. */
  public static long nanos(DateTime time) {
    return time == null ? OpcUaBatch.ABSENT : nanos(time.utcTime());
  }

  /** The other way round. */
  public static DateTime dateTime(long nanos) {
    return new DateTime(Math.floorDiv(nanos, 100) + EPOCH_TICKS);
  }
}
