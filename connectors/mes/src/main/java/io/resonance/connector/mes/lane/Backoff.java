package io.resonance.connector.mes.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the n-th wait is drawn evenly from zero to {@code initial
 * * 2^n}, at most {@code max}, so that lanes stopped by the same outage do not come back together.
 */
public final class Backoff {

  private final long initialMillis;
  private final long maxMillis;
  private final RandomGenerator random;

  public Backoff(Duration initial, Duration max, RandomGenerator random) {
    this.initialMillis = initial.toMillis();
    this.maxMillis = max.toMillis();
    this.random = random;
  }

  /** Milliseconds to wait after so many failures, and at least what the MES asks for, bounded. */
  long delayMillis(int failures, Duration retryAfter) {
    long ceiling = initialMillis;
    for (int n = 1; n < failures && ceiling < maxMillis; n++) {
      ceiling *= 2;
    }
    ceiling = Math.min(maxMillis, ceiling);
    long asked = Math.min(maxMillis, retryAfter.toMillis());
    return Math.max(asked, random.nextLong(ceiling + 1));
  }
}
