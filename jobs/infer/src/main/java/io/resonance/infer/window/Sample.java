package io.resonance.infer.window;

/** One value on its way into a buffer; reused by the operator for every row. */
final class Sample {

  float value;
  byte state;
  long time;
  long sequence;
  ValueSource source;
}
