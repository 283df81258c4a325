package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import java.time.Duration;

/** Says how a connection is secured: when it is made, and again while it lasts. */
final class SecurityNote {

  private static final long AGAIN_NANOS = Duration.ofHours(1).toNanos();

  private final HandOver handOver;
  private final DriverClock clock;
  private final OpcUaReaderMetrics metrics;
  private long writtenAt;

  SecurityNote(HandOver handOver, DriverClock clock, OpcUaReaderMetrics metrics) {
    this.handOver = handOver;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** A connection is made. */
  void write(OpcUaSubscriptionClient client) {
    writtenAt = clock.nanoTime();
    client
        .security()
        .ifPresent(
            security -> {
              metrics.security(security);
              handOver.security(security.stillAt(clock.wallNanos()));
            });
  }

  /** The connection still stands. */
  void renew(OpcUaSubscriptionClient client) {
    if (clock.nanoTime() - writtenAt > AGAIN_NANOS) {
      write(client);
    }
  }
}
