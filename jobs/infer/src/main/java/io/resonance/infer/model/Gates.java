package io.resonance.infer.model;

/**
 * What a window must offer before the model is asked.
 *
 * @param minSamples values each input must have in the window
 * @param minQualityRatio share of GOOD ticks over all inputs, 0 to 1
 * @param maxMissing longest stretch of ticks without a usable value, per input
 * @param maxGaps stretches of ticks without a usable value, over all inputs
 */
public record Gates(int minSamples, double minQualityRatio, int maxMissing, int maxGaps) {}
