package io.resonance.connector.opcua.source.reader;

import java.time.Instant;

/** The two clocks of a driver, so that a test can bring its own. */
interface DriverClock {

  /** A clock that never goes back. */
  long nanoTime();

  /** The time of day in nanoseconds since the Unix epoch. */
  long wallNanos();

  /** The clocks of this machine. */
  static DriverClock system() {
    return new DriverClock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      }
    };
  }
}
