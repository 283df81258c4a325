package io.resonance.connector.opcua.source.reader;

import java.time.Duration;

/** When to try again: soon at first, then ever later. Pure. */
final class Backoff {

  private static final long FIRST_NANOS = Duration.ofMillis(250).toNanos();
  private static final long LAST_NANOS = Duration.ofSeconds(10).toNanos();

  private long due;
  private long delay = FIRST_NANOS;

  Backoff(long now) {
    this.due = now;
  }

  boolean isDue(long now) {
    return now - due >= 0;
  }

  long delayMillis() {
    return delay / 1_000_000;
  }

  /** It failed: wait, and longer next time. */
  void failed(long now) {
    due = now + delay;
    delay = Math.min(LAST_NANOS, delay * 2);
  }

  /** It worked: begin anew next time. */
  void succeeded() {
    delay = FIRST_NANOS;
  }
}
