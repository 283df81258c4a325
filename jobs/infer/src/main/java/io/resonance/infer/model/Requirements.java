package io.resonance.infer.model;

import java.util.Optional;

/**
 * What a model requires of the plant that runs it.
 *
 * @param profile id of the profile whose terms its inputs are; empty for any
 * @param engine oldest version of ONNX Runtime, such as {@code 1.18}; empty for any
 */
public record Requirements(Optional<String> profile, Optional<String> engine) {}
