package io.resonance.conform;

import io.resonance.schema.v1.Evidence;

/** A violation that has been opened and not cleared yet. */
final class OpenViolation {

  final String ruleId;
  final String id;
  final long firstAt;
  final Evidence first;
  final String limits;
  long lastAt;
  long reportedAt;
  long occurrences;

  OpenViolation(String ruleId, String id, long firstAt, Evidence first, String limits) {
    this.ruleId = ruleId;
    this.id = id;
    this.firstAt = firstAt;
    this.first = first;
    this.limits = limits;
    this.lastAt = firstAt;
    this.reportedAt = firstAt;
    this.occurrences = 1;
  }

  OpenViolation copy() {
    OpenViolation copy = new OpenViolation(ruleId, id, firstAt, first, limits);
    copy.lastAt = lastAt;
    copy.reportedAt = reportedAt;
    copy.occurrences = occurrences;
    return copy;
  }
}
