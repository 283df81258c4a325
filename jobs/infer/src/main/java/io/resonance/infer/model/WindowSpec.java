package io.resonance.infer.model;

/**
 * How values in time become the rows of a model's input.
 *
 * @param periodNanos time between two ticks of the model's rate
 * @param length ticks in a window
 * @param stride ticks from the start of one window to the start of the next; at most {@code length}
 * @param resampling how irregular values become one per tick
 * @param maxGapNanos how long a value may stand for the time after it
 * @param fill what a model gets for a tick without a usable value, where the gates let it pass
 * @param latenessNanos how long after its end a window is corrected by values that come late
 */
public record WindowSpec(
    long periodNanos,
    int length,
    int stride,
    Resampling resampling,
    long maxGapNanos,
    Fill fill,
    long latenessNanos) {

  /** How irregular values become one per tick. */
  public enum Resampling {
    /** The last value of the tick's period, else the last one before it. */
    LAST,
    /** Between the last value before the tick and the next one. */
    LINEAR,
    /** The mean over the tick's period, each value weighted by the time it stood. */
    MEAN
  }

  /** What stands in for a missing value. */
  public enum Fill {
    /** The nearest usable value before it in the window, else the first one after it. */
    HOLD,
    /** Zero. */
    ZERO
  }

  /** Ticks of the largest blocks of which every window is made. */
  public int blockTicks() {
    int a = length;
    int b = stride;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /** Start of a window in nanoseconds since the Unix epoch; windows are aligned to it. */
  public long startOf(long window) {
    return Math.multiplyExact(Math.multiplyExact(window, stride), periodNanos);
  }

  /** End of a window, exclusive, in nanoseconds since the Unix epoch. */
  public long endOf(long window) {
    return startOf(window) + length * periodNanos;
  }

  /** The watermark, in milliseconds, at which no more value of the window can come. */
  public long closesAt(long window) {
    return Math.floorDiv(endOf(window) - 1, 1_000_000L);
  }

  /** The block a window begins with. */
  public long firstBlockOf(long window) {
    return Math.floorDiv(Math.multiplyExact(window, stride), (long) blockTicks());
  }

  /** The first window that holds a tick. */
  public long firstWindowOf(long tick) {
    return Math.floorDiv(tick - length, (long) stride) + 1;
  }

  /** The last window that holds a tick. */
  public long lastWindowOf(long tick) {
    return Math.floorDiv(tick, (long) stride);
  }

  /** The tick whose period a time lies in. */
  public long tickOf(long nanos) {
    return Math.floorDiv(nanos, periodNanos);
  }
}
