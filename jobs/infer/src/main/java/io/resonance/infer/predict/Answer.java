package io.resonance.infer.predict;

import io.resonance.infer.window.Verdict;

/** What became of one micro-batch. */
sealed interface Answer {

  /** The model answered. */
  final class Outputs implements Answer {

    private final float[] values;

    Outputs(float[] values) {
      this.values = values;
    }

    /** The outputs of all windows, one after the other; not to be changed. */
    float[] values() {
      return values;
    }
  }

  /** It did not; none of the windows is decidable, for this reason. */
  record None(Verdict.Refused reason) implements Answer {}
}
