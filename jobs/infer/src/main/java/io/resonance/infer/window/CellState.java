package io.resonance.infer.window;

/** What a tick of an input holds; the codes are part of the serialized form. */
final class CellState {

  static final byte EMPTY = 0;
  static final byte GOOD = 1;
  static final byte UNCERTAIN = 2;

  /** A sample with BAD quality or without a number. */
  static final byte BAD = 3;

  /** A sample in a unit the model was not trained in. */
  static final byte WRONG_UNIT = 4;

  private CellState() {}

  static boolean isUsable(byte state) {
    return state == GOOD || state == UNCERTAIN;
  }

  /** The less trustworthy of two. */
  static byte worse(byte a, byte b) {
    return a > b ? a : b;
  }
}
