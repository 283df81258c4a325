package io.resonance.benchmark;

import java.util.List;

/** Something that can be measured by name. */
public interface Benchmark {

  /** Its name on the command line. */
  String name();

  /** What it measures, in one line. */
  String summary();

  /** The rows it can measure, in their order. */
  List<String> rows();

  /** How often each side is measured where nothing else is said. */
  default int runs() {
    return 3;
  }

  /**
   * Measures the rows that are wanted.
   *
   * @throws BenchmarkFailedException if any of its numbers could not be measured
   */
  List<BenchmarkRow> run(Effort effort) throws Exception;
}
