package io.resonance.infer.model;

/**
 * What a window must offer before the model is asked.
 *
 * @param minSamples values each input must have in the window
 * @param minQualityRatio share of GOOD ticks over all inputs, 0 to 1
 * @param maxMissing longest stretch of ticks without a usable value, per input
 * @param maxGaps stretches of ticks without a usable value, over all inputs
 * @param maxAgeNanos how old the last real value of each input may be at the window's end
 * @param maxOutside share of the usable ticks of an input that may lie outside the range it was
 *     trained on, 0 to 1
 */
public record Gates(
    int minSamples,
    double minQualityRatio,
    int maxMissing,
    int maxGaps,
    long maxAgeNanos,
    double maxOutside) {

  /** {@link #maxAgeNanos} of a model that does not ask. */
  public static final long ANY_AGE = Long.MAX_VALUE;
}
