package io.resonance.infer.model;

import io.resonance.schema.batch.ValueRange;

/**
 * One column of a model's output.
 *
 * @param name the name in the inference
 * @param unit UN/ECE Rec 20 code; empty for values without one
 * @param range values the model can mean; others are not decided upon
 */
public record ModelOutput(String name, String unit, ValueRange range) {}
