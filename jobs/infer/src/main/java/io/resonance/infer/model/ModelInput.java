package io.resonance.infer.model;

import io.resonance.schema.batch.ValueRange;

/**
 * One channel of a model's input.
 *
 * @param property term of the profile's vocabulary
 * @param unit UN/ECE Rec 20 code of the unit the model was trained in; empty for values without one
 * @param trained values the training data held, in that unit; without bounds where nobody said
 * @param arrayPeriodNanos time between the elements of a value that is an array, whose last element
 *     has the value's time (MTConnect TIME_SERIES)
 */
public record ModelInput(String property, String unit, ValueRange trained, long arrayPeriodNanos) {}
