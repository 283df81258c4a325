package io.resonance.connector.opcua.source;

import java.time.Instant;
import java.util.Optional;

/** Reads the bits of a {@link OpcUaValueKind#DATE_TIME}: 100 ns since 1601 (Part 6, 5.2.2.5). */
public final class OpcUaDateTime {

  private static final long TICKS_PER_SECOND = 10_000_000L;
  private static final long EPOCH_SECONDS = 11_644_473_600L;

  private OpcUaDateTime() {}

  /** The time, of any year; empty for the null DateTime. */
  public static Optional<Instant> instant(long ticks) {
    return ticks <= 0
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(
                ticks / TICKS_PER_SECOND - EPOCH_SECONDS, ticks % TICKS_PER_SECOND * 100));
  }

  /** The bits of a time; what is finer than 100 ns is cut off. */
  public static long ticks(Instant time) {
    return (time.getEpochSecond() + EPOCH_SECONDS) * TICKS_PER_SECOND + time.getNano() / 100;
  }
}
