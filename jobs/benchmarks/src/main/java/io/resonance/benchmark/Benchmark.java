package io.resonance.benchmark;

import java.util.List;

/** Something that can be measured by name. */
public interface Benchmark {

  /** Its name on the command line. */
  String name();

  /** What it measures, in one line. */
  String summary();

  /**
   * Measures.
   *
   * @throws BenchmarkFailedException if any of its numbers could not be measured
   */
  List<BenchmarkRow> run(Effort effort) throws Exception;
}
