package io.resonance.benchmark.mtconnect;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the sink of a measured job counts. */
final class Counted {
  static final String OBSERVATIONS = "observations";
  static final String GAPS = "gaps";

  private final Counter observations;
  private final Counter gaps;

  Counted(MetricGroup metrics) {
    observations = metrics.counter(OBSERVATIONS);
    gaps = metrics.counter(GAPS);
  }

  void add(int some, int someGaps) {
    observations.inc(some);
    gaps.inc(someGaps);
  }
}
