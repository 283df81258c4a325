package io.resonance.connector.opcua.source.reader;

/**
 * What one subscription contributes to the gauges of its endpoint; written by the fetcher's thread,
 * read by any.
 */
final class SubscriptionGauges {
  volatile int level;
  volatile long shortfallSeconds;
  volatile int unacknowledged;
  volatile int inFlight;
}
