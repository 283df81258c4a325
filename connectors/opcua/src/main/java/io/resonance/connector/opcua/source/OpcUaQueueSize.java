package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;

/** How many values an item queues at the server. */
public sealed interface OpcUaQueueSize extends Serializable {

  /** OPC UA's own default, 1, loses values in normal operation. */
  int SMALLEST = 10;

  /** What common servers grant at most. */
  int LARGEST = 10_000;

  /** Taken as the sampling interval where an item is to be sampled as fast as possible. */
  Duration ASSUMED_SAMPLING = Duration.ofMillis(100);

  /** The size for an item that is sampled at the given interval. */
  int at(Duration samplingInterval, Duration surviveOutage);

  /** Always the same number. */
  record Fixed(int values) implements OpcUaQueueSize {
    @Override
    public int at(Duration samplingInterval, Duration surviveOutage) {
      return values;
    }
  }

  /** Room for all samples of the outage to survive: what does not fit, the server throws away. */
  record ForOutage() implements OpcUaQueueSize {
    @Override
    public int at(Duration samplingInterval, Duration surviveOutage) {
      Duration interval = samplingInterval.isZero() ? ASSUMED_SAMPLING : samplingInterval;
      long samples = surviveOutage.toNanos() / interval.toNanos() + 1;
      return (int) Math.min(LARGEST, Math.max(SMALLEST, samples));
    }
  }
}
