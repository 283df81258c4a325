package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import java.time.Duration;

/**
 * The counts of a subscription, computed from what the user says in durations (Part 4, 5.14.1.1).
 */
public final class SubscriptionTiming {

  private static final Duration KEEP_ALIVE = Duration.ofMillis(1_500);

  private SubscriptionTiming() {}

  /** Publishing intervals without values before the server shows that it is alive. */
  static long keepAliveCount(OpcUaEndpoint endpoint) {
    return Math.max(3, ceil(KEEP_ALIVE, endpoint.monitoring().publishingInterval()));
  }

  /**
   * Publishing intervals without a client before the server drops the subscription; at least three
   * keep-alives.
   */
  static long lifetimeCount(OpcUaEndpoint endpoint) {
    return Math.max(
        3 * keepAliveCount(endpoint),
        ceil(endpoint.monitoring().surviveOutage(), endpoint.monitoring().publishingInterval()));
  }

  /** How long a silent server is believed to be alive. */
  public static Duration silenceTolerated(OpcUaEndpoint endpoint) {
    return endpoint
        .monitoring()
        .publishingInterval()
        .multipliedBy(keepAliveCount(endpoint))
        .multipliedBy(2)
        .plusSeconds(2);
  }

  private static long ceil(Duration duration, Duration unit) {
    return (duration.toNanos() + unit.toNanos() - 1) / unit.toNanos();
  }
}
