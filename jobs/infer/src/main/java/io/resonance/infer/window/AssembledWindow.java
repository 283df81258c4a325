package io.resonance.infer.window;

/** A window's tensor and what was found while it was filled. */
final class AssembledWindow {

  /** Row by row, [window, inputs]. */
  final float[] values;

  /** Ticks of GOOD quality, over all inputs. */
  int good;

  /** Stretches of ticks without a usable value, over all inputs. */
  int gaps;

  /** Longest such stretch of one input. */
  int longestGap;

  /** The input with the longest stretch; meaningful where there is one. */
  int longestGapInput;

  /** The input with a value in a wrong unit, or the number of inputs where there is none. */
  int wrongUnitInput;

  AssembledWindow(int ticks, int inputs) {
    values = new float[ticks * inputs];
    wrongUnitInput = inputs;
  }
}
