package io.resonance.benchmark.child;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts latencies in buckets of 100 us, so that a percentile of any time between two questions can
 * be told from the totals. Written by one thread, read by any.
 */
public final class Latencies {

  private static final String PREFIX = "latency.";
  private static final long BUCKET_NANOS = 100_000;

  /** The last bucket holds all that took longer: half a second. */
  private static final int BUCKETS = 5_000;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  /** Counts a latency; a negative one, of two clocks read at the same time, as none. */
  public void add(long nanos) {
    int bucket = (int) Math.min(BUCKETS - 1, Math.max(0, nanos / BUCKET_NANOS));
    counts.setPlain(bucket, counts.getPlain(bucket) + 1);
  }

  /** The buckets that are not empty, as totals of a part. */
  public Map<String, Long> totals() {
    Map<String, Long> totals = new TreeMap<>();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      long count = counts.get(bucket);
      if (count > 0) {
        totals.put(PREFIX + bucket, count);
      }
    }
    return totals;
  }

  /**
   * The latency that the given share of the measured ones did not exceed, in milliseconds; half a
   * second stands for all that is longer.
   *
   * @throws IllegalArgumentException if none was measured
   */
  public static double percentileMillis(Measurement measurement, double share) {
    long[] counts = new long[BUCKETS];
    long all = 0;
    for (Map.Entry<String, Long> total : measurement.amounts().entrySet()) {
      if (total.getKey().startsWith(PREFIX)) {
        counts[Integer.parseInt(total.getKey().substring(PREFIX.length()))] = total.getValue();
        all += total.getValue();
      }
    }
    if (all == 0) {
      throw new IllegalArgumentException("No latency was measured");
    }
    long below = 0;
    int bucket = -1;
    while (below < all * share) {
      bucket++;
      below += counts[bucket];
    }
    return (bucket + 1) * BUCKET_NANOS / 1e6;
  }
}
