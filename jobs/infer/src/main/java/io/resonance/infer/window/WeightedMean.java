package io.resonance.infer.window;

/**
 * The mean over one tick's period: usable values weighted by the time they stood. Where none stood
 * for any time, such as a sample at the very end, the last usable one; where none is usable, the
 * state of the last one seen.
 */
final class WeightedMean {

  private double sum;
  private double weight;
  private byte worst;
  private float last;
  private byte lastUsable;
  private byte lastSeen;

  void begin() {
    sum = 0;
    weight = 0;
    worst = CellState.EMPTY;
    lastUsable = CellState.EMPTY;
    lastSeen = CellState.EMPTY;
  }

  /** A sample lies in the period. */
  void sees(float value, byte state) {
    if (CellState.isUsable(state)) {
      last = value;
      lastUsable = state;
    }
    lastSeen = state;
  }

  /** A value stood for a time in the period. */
  void stands(float value, byte state, long nanos) {
    if (CellState.isUsable(state)) {
      sum += (double) value * nanos;
      weight += nanos;
      worst = CellState.worse(worst, state);
    } else if (lastSeen == CellState.EMPTY) {
      lastSeen = state;
    }
  }

  byte state() {
    if (weight > 0) {
      return worst;
    }
    return lastUsable == CellState.EMPTY ? lastSeen : lastUsable;
  }

  float value() {
    return weight > 0 ? (float) (sum / weight) : last;
  }
}
