package io.resonance.benchmark.opcua;

import io.resonance.benchmark.Effort;

/**
 * How long a side is warmed up and measured.
 *
 * @param warmUpSeconds from its first value on
 * @param windowSeconds length of one measurement
 */
record Timing(int warmUpSeconds, int windowSeconds) {

  /** A single measurement is a look, not a figure to be quoted, and may not take long. */
  static Timing of(Effort effort) {
    return switch (effort.length()) {
      case FULL -> effort.runs() > 1 ? new Timing(30, 8) : new Timing(12, 8);
      case QUICK -> new Timing(2, 2);
    };
  }
}
