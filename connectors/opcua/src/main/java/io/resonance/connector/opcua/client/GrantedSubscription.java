package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaMonitoring;
import java.time.Duration;

/**
 * What the server granted of what a subscription asked for (Part 4, 5.14.2).
 *
 * @param publishingInterval how often it sends
 * @param keepAliveCount publishing intervals without values before it shows that it is alive
 * @param lifetimeCount publishing intervals without a client before it drops the subscription
 */
public record GrantedSubscription(
    Duration publishingInterval, long keepAliveCount, long lifetimeCount) {

  static GrantedSubscription of(double publishingMillis, long keepAliveCount, long lifetimeCount) {
    return new GrantedSubscription(
        Duration.ofNanos((long) (publishingMillis * 1e6)), keepAliveCount, lifetimeCount);
  }

  /** As if everything had been granted. */
  public static GrantedSubscription asked(OpcUaMonitoring monitoring) {
    return new GrantedSubscription(
        monitoring.publishingInterval(),
        SubscriptionTiming.keepAliveCount(monitoring),
        SubscriptionTiming.lifetimeCount(monitoring));
  }

  /** How long the subscription outlives its client. */
  public Duration lifetime() {
    return publishingInterval.multipliedBy(lifetimeCount);
  }

  /** How long a silent server is believed to be alive. */
  public Duration silenceTolerated() {
    return publishingInterval.multipliedBy(2 * keepAliveCount).plusSeconds(2);
  }
}
