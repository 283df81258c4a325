package io.resonance.conform;

/**
 * What was not good about the values of one property. Most properties of a plant have nothing of
 * it, so that it takes room only where there is any.
 */
final class Troubles {

  /** Of properties without any; not to be written to. */
  static final Troubles NONE = new Troubles();

  /** BAD values in the window of the rule on quality. */
  int windowBad;

  // since the interval of data health began
  int bad;
  int uncertain;
  int gaps;
  int lostMillis;

  Troubles copy() {
    Troubles copy = new Troubles();
    copy.windowBad = windowBad;
    copy.bad = bad;
    copy.uncertain = uncertain;
    copy.gaps = gaps;
    copy.lostMillis = lostMillis;
    return copy;
  }
}
