package io.resonance.connector.opcua.source;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What was measured of a server when a subscription was made or taken over there.
 *
 * @param level what the server can give back after an outage
 * @param asked the outage to survive
 * @param lifetime how long the server keeps the subscription without a client
 * @param queued how long the shortest queue of an item lasts, by what the server granted; negative
 *     if the items were created earlier and it is not known
 * @param clockSkewMillis how far the server's clock is ahead of ours
 * @param startNanos when the server process was started, nanoseconds since the Unix epoch
 */
public record OpcUaServerReport(
    OpcUaDeliveryLevel level,
    Duration asked,
    Duration lifetime,
    Duration queued,
    long clockSkewMillis,
    OptionalLong startNanos) {

  /** {@link #queued} where nothing is known. */
  public static final Duration UNKNOWN = Duration.ofMillis(-1);

  /** By how much the server grants less than the outage to survive; zero if it does not. */
  public Duration shortfall() {
    Duration survived = queued.isNegative() || lifetime.compareTo(queued) < 0 ? lifetime : queued;
    Duration missing = asked.minus(survived);
    return missing.isNegative() ? Duration.ZERO : missing;
  }
}
