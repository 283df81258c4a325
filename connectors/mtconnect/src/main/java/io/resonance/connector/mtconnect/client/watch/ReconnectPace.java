package io.resonance.connector.mtconnect.client.watch;

import java.time.Duration;

/** How long to wait after failures, and whether a failure is news. */
public final class ReconnectPace {
  private final Duration first;
  private final Duration longest;
  private int failures;
  private String lastTrouble = "";

  public ReconnectPace(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Counts a failure; true if it is another than the last, so that it is worth a log line. */
  public boolean failed(String why) {
    failures++;
    boolean news = !why.equals(lastTrouble);
    lastTrouble = why;
    return news;
  }

  /** The agent answers; true if it did not before. */
  public boolean healthy() {
    boolean news = failures > 0;
    failures = 0;
    lastTrouble = "";
    return news;
  }

  public boolean isHealthy() {
    return failures == 0;
  }

  /** The pause after the failures so far: the first, doubled each time, up to the longest. */
  public long pauseNanos() {
    Duration pause = first;
    for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return (pause.compareTo(longest) < 0 ? pause : longest).toNanos();
  }

  /** A short pause for what is no failure, growing with each time in a row. */
  public long shortNanos(int times) {
    return first.toNanos() * Math.min(times, 10);
  }
}
