package io.resonance.cli.faults.rig;

import java.util.ArrayList;
import java.util.List;

/** What happened in a cell, with the second in which it did. Safe for use by several threads. */
final class Diary {

  private static final int MOST_LINES = 400;

  private final long startedNanos = System.nanoTime();
  private final List<String> lines = new ArrayList<>();
  private String step = "nothing yet";

  /** Notes something that happened by itself. */
  synchronized void note(String text) {
    if (lines.size() < MOST_LINES) {
      lines.add("%6.2f s  %s".formatted(seconds(), text));
    }
  }

  /** Notes what the cell does next; if it hangs, this is what it hung in. */
  synchronized void step(String text) {
    step = text;
    note(text);
  }

  synchronized String lastStep() {
    return step;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Since the cell began. */
  double seconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
