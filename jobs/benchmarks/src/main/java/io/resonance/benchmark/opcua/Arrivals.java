package io.resonance.benchmark.opcua;

import io.resonance.benchmark.child.Latencies;
import io.resonance.benchmark.job.JobMeter;
import io.resonance.benchmark.milo.Load;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the sink of a measured job counts of the batches that arrive. */
final class Arrivals {

  static final String VALUES = "values";
  static final String GAPS = "gaps";

  /** One batch of so many is looked at value by value; all of them are added up. */
  private static final int SAMPLED = 64;

  private final Counter values;
  private final Counter gaps;
  private final Latencies latencies = new Latencies();
  private final boolean measuresLatency;
  private final Clock clock = Clock.systemUTC();
  private double sum;
  private long batches;

  Arrivals(MetricGroup metrics, boolean measuresLatency) {
    values = metrics.counter(VALUES);
    gaps = metrics.counter(GAPS);
    metrics.gauge("sum", () -> sum);
    metrics.gauge(JobMeter.LATENCIES, () -> latencies);
    this.measuresLatency = measuresLatency;
  }

  /** A source time by the index of its value. */
  @FunctionalInterface
  interface SourceTimes {
    long at(int index);
  }

  /** Whether the next batch is to be looked at value by value. */
  boolean isSampled() {
    return batches % SAMPLED == 0;
  }

  /**
   * A batch arrived.
   *
   * @param added sum of its values
   * @param statusCodes all its status codes, joined by OR
   * @throws IOException if one of them is not Good, as all values that the server sends are
   */
  void batch(int size, double added, int statusCodes, SourceTimes times) throws IOException {
    if (statusCodes != 0) {
      throw new IOException(
          "The server sent Good values only, but the statuses of %d of them are 0x%08X together."
              .formatted(size, statusCodes));
    }
    batches++;
    sum += added;
    values.inc(size);
    if (measuresLatency) {
      Instant instant = clock.instant();
      long now = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
      for (int i = 0; i < size; i++) {
        latencies.add(now - times.at(i));
      }
    }
  }

  void gaps(int count) {
    gaps.inc(count);
  }

  /** Whether the server sends such a number. */
  static boolean isSent(double value) {
    return value >= Load.LOW && value < Load.HIGH;
  }
}
