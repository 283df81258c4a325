package io.resonance.conform.rules;

import java.util.Map;

/**
 * The values of the last so much time, in a run of {@link RuleMemory}: eight panes that are
 * overwritten in turn, so that memory and cost do not depend on the number of values. The window
 * therefore reaches back by its length less up to one eighth of it.
 */
final class ValueWindow {

  private static final int PANES = 8;
  private static final int NUMBER = 0;
  private static final int COUNT = 1;
  private static final int SUM = 2;
  private static final int LEAST = 3;
  private static final int MOST = 4;
  private static final int FIRST = 5;
  private static final int LAST = 6;
  private static final int FIELDS = 7;

  private final long paneNanos;

  ValueWindow(long nanos) {
    this.paneNanos = Math.max(1, nanos / PANES);
  }

  /** Takes a value; one that is older than the window is passed over. */
  void add(double number, boolean isNumber, long time, RuleMemory memory) {
    if (memory.run.length == 0) {
      memory.run = new double[PANES * FIELDS];
      for (int pane = 0; pane < PANES; pane++) {
        memory.run[pane * FIELDS + NUMBER] = -1;
      }
    }
    long pane = Math.floorDiv(time, paneNanos);
    int at = (int) Math.floorMod(pane, (long) PANES) * FIELDS;
    double[] run = memory.run;
    if (pane < run[at + NUMBER]) {
      return;
    }
    if (pane > run[at + NUMBER]) {
      begin(run, at, pane);
    }
    run[at + COUNT]++;
    if (isNumber) {
      run[at + FIRST] = Double.isNaN(run[at + FIRST]) ? number : run[at + FIRST];
      run[at + LAST] = number;
      run[at + SUM] += number;
      run[at + LEAST] = Math.min(run[at + LEAST], number);
      run[at + MOST] = Math.max(run[at + MOST], number);
    }
  }

  private static void begin(double[] run, int at, long pane) {
    run[at + NUMBER] = pane;
    run[at + COUNT] = 0;
    run[at + SUM] = 0;
    run[at + LEAST] = Double.POSITIVE_INFINITY;
    run[at + MOST] = Double.NEGATIVE_INFINITY;
    run[at + FIRST] = Double.NaN;
    run[at + LAST] = Double.NaN;
  }

  /** What expressions see of the window that ends at this time; without numbers, the count only. */
  Map<String, Double> at(long time, RuleMemory memory) {
    long newest = Math.floorDiv(time, paneNanos);
    double count = 0;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double first = Double.NaN;
    double last = Double.NaN;
    double[] run = memory.run;
    for (long pane = newest - PANES + 1; pane <= newest; pane++) {
      int at = (int) Math.floorMod(pane, (long) PANES) * FIELDS;
      if (run[at + NUMBER] != pane) {
        continue;
      }
      count += run[at + COUNT];
      sum += run[at + SUM];
      least = Math.min(least, run[at + LEAST]);
      most = Math.max(most, run[at + MOST]);
      first = Double.isNaN(first) ? run[at + FIRST] : first;
      last = Double.isNaN(run[at + LAST]) ? last : run[at + LAST];
    }
    return Double.isNaN(first)
        ? Map.of("count", count)
        : Map.of(
            "count",
            count,
            "sum",
            sum,
            "mean",
            sum / count,
            "least",
            least,
            "most",
            most,
            "first",
            first,
            "last",
            last,
            "change",
            last - first);
  }
}
