package io.resonance.infer.model;

/**
 * One channel of a model's input.
 *
 * @param property term of the profile's vocabulary
 * @param unit UN/ECE Rec 20 code of the unit the model was trained in; empty for values without one
 */
public record ModelInput(String property, String unit) {}
