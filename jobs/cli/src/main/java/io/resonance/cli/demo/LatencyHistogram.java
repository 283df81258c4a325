package io.resonance.cli.demo;

/**
 * Counts latencies by the millisecond, up to a minute; longer ones count as a minute. Not safe for
 * use by several threads.
 */
final class LatencyHistogram {

  private static final int LONGEST_MILLIS = 60_000;

  private final long[] counts = new long[LONGEST_MILLIS + 1];
  private long total;

  void add(long millis) {
    counts[(int) Math.min(LONGEST_MILLIS, Math.max(0, millis))]++;
    total++;
  }

  /**
   * The latency that a share of the values does not exceed, in milliseconds; 0 while nothing was
   * counted.
   *
   * @param share 0 to 1
   */
  long quantile(double share) {
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
      seen += counts[millis];
      if (seen >= wanted) {
        return total == 0 ? 0 : millis;
      }
    }
    return LONGEST_MILLIS;
  }
}
