package io.resonance.connector.opcua.source.reader;

import java.time.Duration;

/** When to try again: soon at first, then ever later. Pure. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LAST = Duration.ofSeconds(10);

  private final long first;
  private final long last;
  private long due;
  private long delay;

  /** At once, then after 250 ms to 10 s. */
  Backoff(long now) {
    this(now, FIRST, LAST);
  }

  /** At once, then after pauses from the first to the last. */
  Backoff(long now, Duration first, Duration last) {
    this.first = first.toNanos();
    this.last = last.toNanos();
    this.due = now;
    this.delay = this.first;
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
    delay = Math.min(last, delay * 2);
  }

  /** It worked: begin anew next time. */
  void succeeded() {
    delay = first;
  }
}
