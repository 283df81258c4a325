package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Violations about units: one when a unit turns out unusable, one when it has become sound. */
final class UnitReports {

  private final Profile profile;
  private final ViolationRecords records;

  UnitReports(Profile profile) {
    this.profile = profile;
    this.records = new ViolationRecords(profile);
  }

  /** What the row's plan changes in the finding of its slot; usually nothing. */
  List<Violation> compare(
      Progress progress, int slot, KeyPlan plan, EquipmentBatch batch, int row) {
    if (progress.finding[slot] == plan.finding().code()) {
      return List.of();
    }
    List<Violation> changes = new ArrayList<>(2);
    UnitFinding before = UnitFinding.of(progress.finding[slot]);
    if (before != UnitFinding.SOUND) {
      report(before, ViolationState.CLEARED, progress, slot, plan, batch, row, changes);
    }
    progress.finding[slot] = plan.finding().code();
    progress.findingSince[slot] = batch.sourceTime(row);
    if (plan.finding() != UnitFinding.SOUND) {
      report(plan.finding(), ViolationState.OPENED, progress, slot, plan, batch, row, changes);
    }
    return changes;
  }

  private void report(
      UnitFinding finding,
      ViolationState state,
      Progress progress,
      int slot,
      KeyPlan plan,
      EquipmentBatch batch,
      int row,
      List<Violation> into) {
    Rule.Check check =
        finding == UnitFinding.UNKNOWN ? Rule.Check.UNIT_UNKNOWN : Rule.Check.UNIT_DIMENSION;
    Slot name = progress.slot(slot);
    long since = progress.findingSince[slot];
    Optional<Rule> found = profile.rule(check);
    if (found.isEmpty()) {
      return;
    }
    Rule rule = found.get();
    Violation violation = records.of(rule, batch, Optional.of(name.property()), state);
    String about = name.property() + "\n" + name.endpoint() + "\n" + name.address();
    violation.setViolationId(ViolationRecords.id(batch.equipment(), rule.id(), about, since));
    violation.setViolationKey(ViolationRecords.key(batch.equipment(), rule.id(), about));
    violation.setLimits(plan.limits().isEmpty() ? null : plan.limits());
    violation.setEvidence(List.of(ViolationRecords.evidence(batch, row)));
    violation.setFirstAt(ViolationRecords.instant(since));
    violation.setLastAt(ViolationRecords.instant(batch.sourceTime(row)));
    into.add(violation);
  }
}
