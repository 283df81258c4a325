package io.resonance.infer.window;

/**
 * A run of ticks that every window contains whole or not at all: per input and tick the last sample
 * of the tick's period, and per input the provenance of all samples.
 */
final class Block {

  final long index;
  final float[] values;
  final byte[] states;
  final long[] times;
  final Span[] spans;

  Block(long index, int inputs, int ticks) {
    this(
        index,
        new float[inputs * ticks],
        new byte[inputs * ticks],
        new long[inputs * ticks],
        new Span[inputs]);
  }

  Block(long index, float[] values, byte[] states, long[] times, Span[] spans) {
    this.index = index;
    this.values = values;
    this.states = states;
    this.times = times;
    this.spans = spans;
  }

  /** Takes a sample; of several in one period the latest stays. */
  void put(int cell, float value, byte state, long time) {
    if (states[cell] == CellState.EMPTY || time >= times[cell]) {
      values[cell] = value;
      states[cell] = state;
      times[cell] = time;
    }
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

  Block copy() {
    Span[] spansCopy = new Span[spans.length];
    for (int i = 0; i < spans.length; i++) {
      spansCopy[i] = spans[i] == null ? null : spans[i].copy();
    }
    return new Block(index, values.clone(), states.clone(), times.clone(), spansCopy);
  }
}
