package io.resonance.infer.model;

/** How an output becomes an evaluation. */
public sealed interface Decision {

  /** The model decides nothing; its outputs stand for themselves. */
  record None() implements Decision {}

  /**
   * An output beyond a threshold is not OK.
   *
   * @param output index of the output that is the score
   * @param side on which side of the threshold the result is NotOK
   * @param threshold in the output's unit
   * @param confidence how confident the decision is
   */
  record Threshold(int output, Side side, double threshold, Confidence confidence)
      implements Decision {

    /** Whether a score is not OK. */
    public boolean isNotOk(double score) {
      return side == Side.ABOVE ? score > threshold : score < threshold;
    }
  }

  /** The side of a threshold that is not OK. */
  enum Side {
    ABOVE,
    BELOW
  }

  /** How a confidence is computed from the score. */
  enum Confidence {
    /** None is given. */
    NONE("none"),
    /** The score is a probability: the greater of it and its complement. */
    PROBABILITY("probability"),
    /** Distance from the threshold, as a share of the distance the output's range allows. */
    MARGIN("margin");

    private final String text;

    Confidence(String text) {
      this.text = text;
    }

    /** The word in model.yaml and in the inference. */
    public String text() {
      return text;
    }
  }
}
