package io.resonance.conform.tracking;

import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;

/**
 * What a rule says of a violation.
 *
 * @param state OPENED, REPEATED or CLEARED
 * @param violationId the rule's own, another one for each opening
 * @param firstAt when it began, microseconds since the Unix epoch
 * @param lastAt when this was so, microseconds since the Unix epoch
 * @param occurrences of this opening so far
 */
record Report(
    ViolationState state, String violationId, long firstAt, long lastAt, long occurrences) {

  static Report of(Violation violation) {
    return new Report(
        violation.getState(),
        violation.getViolationId(),
        ViolationRecords.micros(violation.getFirstAt()),
        ViolationRecords.micros(violation.getLastAt()),
        violation.getOccurrences());
  }
}
