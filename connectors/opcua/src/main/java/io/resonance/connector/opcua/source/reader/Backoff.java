package io.resonance.connector.opcua.source.reader;

import java.time.Duration;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;

/** When to try again: soon at first, then ever later. Pure but for chance, where that is wanted. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LAST = Duration.ofSeconds(10);

  /** Makes a pause of the longest that it may be. */
  private final LongUnaryOperator pause;

  private final long first;
  private final long last;
  private long due;

  /** The longest the next pause may be. */
  private long longest;

  private long delay;

  /** At once, then after 250 ms to 10 s. */
  Backoff(long now) {
    this(now, FIRST, LAST, longest -> longest);
  }

  /** At once, then after pauses from the first to the last. */
  Backoff(long now, Duration first, Duration last) {
    this(now, first, last, longest -> longest);
  }

  /**
   * At once, then after pauses of chance: at least 125 ms, at most 250 ms and then ever more up to
   * 10 s. The many subscriptions that lose a server, or a network, together do not come back in
   * step.
   */
  static Backoff scattered(long now, RandomGenerator chance) {
    long shortest = FIRST.toNanos() / 2;
    return new Backoff(now, FIRST, LAST, longest -> chance.nextLong(shortest, longest + 1));
  }

  private Backoff(long now, Duration first, Duration last, LongUnaryOperator pause) {
    this.pause = pause;
    this.first = first.toNanos();
    this.last = last.toNanos();
    this.due = now;
    succeeded();
  }

  boolean isDue(long now) {
    return now - due >= 0;
  }

  /** How long the next pause will be. */
  long delayMillis() {
    return delay / 1_000_000;
  }

  /** It failed: wait, and longer next time. */
  void failed(long now) {
    due = now + delay;
    longest = Math.min(last, longest * 2);
    delay = pause.applyAsLong(longest);
  }

  /** It worked: begin anew next time. */
  final void succeeded() {
    longest = first;
    delay = pause.applyAsLong(longest);
  }
}
