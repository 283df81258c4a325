package io.resonance.conform;

/** A declared gap that is not closed yet, and the violations about it. */
record OpenGap(String gapId, String endpoint, java.util.List<OpenViolation> violations) {

  OpenGap copy() {
    return new OpenGap(gapId, endpoint, violations.stream().map(OpenViolation::copy).toList());
  }
}
