package io.resonance.benchmark;

import java.util.function.Consumer;

/**
 * How much work a benchmark is to spend.
 *
 * @param runs how often each side is measured
 * @param length how long one measurement is
 * @param progress is told what is going on, in lines for people
 */
public record Effort(int runs, Length length, Consumer<String> progress) {

  /** Length of one measurement. */
  public enum Length {
    /** Long enough to be quoted. */
    FULL,
    /** Enough to see that it works; not to be quoted. */
    QUICK
  }
}
