package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaMonitoring;
import java.time.Duration;

/**
 * The counts of a subscription, computed from what the user says in durations (Part 4, 5.14.1.1).
 */
final class SubscriptionTiming {

  private static final Duration KEEP_ALIVE = Duration.ofMillis(1_500);

  private SubscriptionTiming() {}

  /** Publishing intervals without values before the server shows that it is alive. */
  static long keepAliveCount(OpcUaMonitoring monitoring) {
    return Math.max(3, ceil(KEEP_ALIVE, monitoring.publishingInterval()));
  }

  /**
   * Publishing intervals without a client before the server drops the subscription; at least three
   * keep-alives.
   */
  static long lifetimeCount(OpcUaMonitoring monitoring) {
    return Math.max(
        3 * keepAliveCount(monitoring),
        ceil(monitoring.surviveOutage(), monitoring.publishingInterval()));
  }

  private static long ceil(Duration duration, Duration unit) {
    return (duration.toNanos() + unit.toNanos() - 1) / unit.toNanos();
  }
}
