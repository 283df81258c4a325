package io.resonance.infer.window;

/**
 * Per input the latest sample older than every block that is kept: what the first ticks may hold.
 */
final class Carry {

  final float[] values;
  final byte[] states;
  final long[] times;

  Carry(int inputs) {
    this(new float[inputs], new byte[inputs], new long[inputs]);
  }

  Carry(float[] values, byte[] states, long[] times) {
    this.values = values;
    this.states = states;
    this.times = times;
  }

  void put(int input, float value, byte state, long time) {
    if (states[input] == CellState.EMPTY || time >= times[input]) {
      values[input] = value;
      states[input] = state;
      times[input] = time;
    }
  }

  /** Latest time of any input, or the distant past. */
  long latest() {
    long latest = Long.MIN_VALUE;
    for (int input = 0; input < states.length; input++) {
      if (states[input] != CellState.EMPTY) {
        latest = Math.max(latest, times[input]);
      }
    }
    return latest;
  }

  Carry copy() {
    return new Carry(values.clone(), states.clone(), times.clone());
  }
}
