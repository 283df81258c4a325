package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens, repeats and clears violations for one batch. A breach opens a violation; further ones are
 * counted and reported again at most once in the rule's {@code repeat-after}; the first sound value
 * clears it. Times are those of the values, so that the same data gives the same records.
 */
final class Lifecycle {

  private static final String REPEAT_AFTER = "repeat-after";

  private final ViolationRecords records;
  private final RuleParameters parameters;
  private final EquipmentBatch batch;
  private final Consumer<Violation> out;

  Lifecycle(
      ViolationRecords records,
      RuleParameters parameters,
      EquipmentBatch batch,
      Consumer<Violation> out) {
    this.records = records;
    this.parameters = parameters;
    this.batch = batch;
    this.out = out;
  }

  /** A row breaks a rule: opens the rule's violation of the property or counts it. */
  void breach(Rule rule, PropertyWatch watch, int row, Supplier<String> limits) {
    OpenViolation open = watch.openOf(rule.id());
    long at = batch.sourceTime(row);
    if (open == null) {
      open(rule, watch, ViolationRecords.evidence(batch, row), at, limits.get());
      return;
    }
    open.occurrences++;
    open.lastAt = Math.max(open.lastAt, at);
    if (at - open.reportedAt >= parameters.nanos(rule, REPEAT_AFTER)) {
      open.reportedAt = at;
      List<Evidence> evidence = List.of(open.first, ViolationRecords.evidence(batch, row));
      emit(rule, watch, open, ViolationState.REPEATED, evidence);
    }
  }

  /** Opens the rule's violation of a property. */
  void open(Rule rule, PropertyWatch watch, Evidence evidence, long at, String limits) {
    OpenViolation opened = opened(rule, watch.about(), evidence, at, limits);
    watch.add(opened);
    emit(rule, watch, opened, ViolationState.OPENED, List.of(evidence));
  }

  /** A sound value: clears the rule's violation of the property, if there is one before it. */
  void sound(Rule rule, PropertyWatch watch, int row) {
    OpenViolation open = watch.openOf(rule.id());
    if (open != null && batch.sourceTime(row) >= open.lastAt) {
      watch.remove(open);
      open.lastAt = batch.sourceTime(row);
      emit(
          rule,
          watch,
          open,
          ViolationState.CLEARED,
          List.of(open.first, ViolationRecords.evidence(batch, row)));
    }
  }

  OpenViolation opened(Rule rule, String about, Evidence evidence, long at, String limits) {
    String id = ViolationRecords.id(batch.equipment(), rule.id(), about, at);
    return new OpenViolation(rule.id(), id, at, evidence, limits);
  }

  /** Reports a violation of a property. */
  void emit(
      Rule rule,
      PropertyWatch watch,
      OpenViolation open,
      ViolationState state,
      List<Evidence> evidence) {
    emit(rule, watch.about(), Optional.of(watch.property), open, state, evidence);
  }

  /**
   * Reports a violation.
   *
   * @param about what the rule's violations are told apart by, as when this one was opened
   */
  void emit(
      Rule rule,
      String about,
      Optional<String> property,
      OpenViolation open,
      ViolationState state,
      List<Evidence> evidence) {
    Violation violation = records.of(rule, batch, property, state);
    violation.setViolationId(open.id);
    violation.setViolationKey(ViolationRecords.key(batch.equipment(), rule.id(), about));
    violation.setLimits(open.limits);
    violation.setEvidence(evidence);
    violation.setFirstAt(ViolationRecords.instant(open.firstAt));
    violation.setLastAt(ViolationRecords.instant(open.lastAt));
    violation.setOccurrences(open.occurrences);
    out.accept(violation);
  }
}
