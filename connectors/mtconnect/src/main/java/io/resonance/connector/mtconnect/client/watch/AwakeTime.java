package io.resonance.connector.mtconnect.client.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time in which agents could be heard. What the process slept through (a long garbage collection, a
 * machine that stood still, a job that takes nothing) is no silence of an agent, and must not make
 * hundreds of healthy ones be given up at once. One thread.
 */
public final class AwakeTime implements LongSupplier {
  private final LongSupplier clock;
  private final long longestStep;
  private long last;
  private long awake;

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   * @param longestStep what counts at most between two calls of {@link #listening}
   */
  public AwakeTime(LongSupplier clock, Duration longestStep) {
    this.clock = clock;
    this.longestStep = longestStep.toNanos();
    this.last = clock.getAsLong();
  }

  /** What has come until now is about to be heard. */
  public void listening() {
    long now = clock.getAsLong();
    awake += Math.min(now - last, longestStep);
    last = now;
  }

  /** Nanoseconds awake so far. */
  @Override
  public long getAsLong() {
    return awake;
  }
}
