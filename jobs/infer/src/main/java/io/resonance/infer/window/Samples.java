package io.resonance.infer.window;

import java.util.Arrays;

/**
 * All samples of one input within one block, sorted by time; kept only for models that need more
 * than the last one of each tick.
 */
final class Samples {

  /**
   * More samples in a block are refused: a source that sends without end must not fill the heap.
   */
  static final int MOST = 65_536;

  long[] times;
  float[] values;
  byte[] states;
  int count;

  Samples() {
    this(new long[8], new float[8], new byte[8], 0);
  }

  Samples(long[] times, float[] values, byte[] states, int count) {
    this.times = times;
    this.values = values;
    this.states = states;
    this.count = count;
  }

  /** Adds a sample; of two with the same time the one that came later stays. */
  void put(long time, float value, byte state) {
    int at = count;
    if (count > 0 && time <= times[count - 1]) {
      at = Arrays.binarySearch(times, 0, count, time);
      if (at >= 0) {
        values[at] = value;
        states[at] = state;
        return;
      }
      at = -at - 1;
    }
    if (count == times.length) {
      times = Arrays.copyOf(times, count * 2);
      values = Arrays.copyOf(values, count * 2);
      states = Arrays.copyOf(states, count * 2);
    }
    System.arraycopy(times, at, times, at + 1, count - at);
    System.arraycopy(values, at, values, at + 1, count - at);
    System.arraycopy(states, at, states, at + 1, count - at);
    times[at] = time;
    values[at] = value;
    states[at] = state;
    count++;
  }

  Samples copy() {
    return new Samples(
        Arrays.copyOf(times, Math.max(1, count)),
        Arrays.copyOf(values, Math.max(1, count)),
        Arrays.copyOf(states, Math.max(1, count)),
        count);
  }
}
