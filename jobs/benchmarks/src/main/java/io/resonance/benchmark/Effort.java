package io.resonance.benchmark;

import java.util.Set;
import java.util.function.Consumer;

/**
 * How much work a benchmark is to spend.
 *
 * @param runs how often each side is measured
 * @param length how long one measurement is
 * @param rows the rows wanted; none stands for all
 * @param progress is told what is going on, in lines for people
 */
public record Effort(int runs, Length length, Set<String> rows, Consumer<String> progress) {

  /** Length of one measurement. */
  public enum Length {
    /** Long enough to be quoted. */
    FULL,
    /** Enough to see that it works; not to be quoted. */
    QUICK
  }

  /** Whether a row is to be measured. */
  public boolean wants(String row) {
    return rows.isEmpty() || rows.contains(row);
  }
}
