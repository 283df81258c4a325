package io.resonance.infer.window;

import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.model.WindowSpec.Resampling;

/**
 * A run of ticks that every window contains whole or not at all: per input and tick the last sample
 * of the tick's period, per input the provenance of all samples, and all samples themselves where
 * the model needs them.
 */
final class Block {

  private static final Samples[] NONE = {};

  final long index;
  final float[] values;
  final byte[] states;
  final long[] times;
  final Span[] spans;

  /** By input; empty where the last sample of each tick is enough. */
  final Samples[] all;

  Block(long index, float[] values, byte[] states, long[] times, Span[] spans, Samples[] all) {
    this.index = index;
    this.values = values;
    this.states = states;
    this.times = times;
    this.spans = spans;
    this.all = all;
  }

  static Block empty(long index, int inputs, WindowSpec spec) {
    int cells = inputs * spec.blockTicks();
    Samples[] all = NONE;
    if (spec.resampling() == Resampling.MEAN) {
      all = new Samples[inputs];
      for (int input = 0; input < inputs; input++) {
        all[input] = new Samples();
      }
    }
    return new Block(
        index, new float[cells], new byte[cells], new long[cells], new Span[inputs], all);
  }

  /** Takes a sample; of several in one period the latest stays. False where there is no room. */
  boolean put(int input, int tick, Sample sample) {
    if (all.length > 0) {
      if (all[input].count >= Samples.MOST) {
        return false;
      }
      all[input].put(sample.time, sample.value, sample.state);
    }
    int cell = input * (states.length / spans.length) + tick;
    if (states[cell] == CellState.EMPTY || sample.time >= times[cell]) {
      values[cell] = sample.value;
      states[cell] = sample.state;
      times[cell] = sample.time;
    }
    return true;
  }

  void note(int input, ValueSource source, long sequence, long time) {
    Span span = spans[input];
    while (span != null && !span.source.equals(source)) {
      span = span.next;
    }
    if (span == null) {
      span = new Span(source);
      span.next = spans[input];
      spans[input] = span;
    }
    span.add(sequence, time);
  }

  /** Time of the latest sample of any input. */
  long latest() {
    long latest = Long.MIN_VALUE;
    for (int cell = 0; cell < states.length; cell++) {
      if (states[cell] != CellState.EMPTY) {
        latest = Math.max(latest, times[cell]);
      }
    }
    return latest;
  }

  Block copy() {
    Span[] spansCopy = new Span[spans.length];
    for (int i = 0; i < spans.length; i++) {
      spansCopy[i] = spans[i] == null ? null : spans[i].copy();
    }
    Samples[] allCopy = all.length == 0 ? NONE : new Samples[all.length];
    for (int i = 0; i < all.length; i++) {
      allCopy[i] = all[i].copy();
    }
    return new Block(index, values.clone(), states.clone(), times.clone(), spansCopy, allCopy);
  }
}
