package io.resonance.conform.tracking;

/**
 * Lets the first reports of an interval through and counts the others. One for each equipment and
 * rule; an interval begins with the first report after the last one ended.
 */
final class FloodGate {

  /** In {@link #start}: no interval runs. */
  static final long NONE = Long.MIN_VALUE;

  /** Microseconds since the Unix epoch. */
  long start = NONE;

  int passed;
  long held;

  /** Begins an interval where none runs. */
  void touch(long at) {
    if (start == NONE) {
      start = at;
    }
  }

  /** Whether a report may pass; counted either way. */
  boolean admit(long at, int first) {
    touch(at);
    if (passed < first) {
      passed++;
      return true;
    }
    held++;
    return false;
  }

  /** Whether the interval has ended; a clock that was set back ends it too. */
  boolean isOver(long at, long interval) {
    return start != NONE && (at >= start + interval || at < start - interval);
  }

  FloodGate copy() {
    FloodGate copy = new FloodGate();
    copy.start = start;
    copy.passed = passed;
    copy.held = held;
    return copy;
  }
}
