package io.resonance.conform;

import io.resonance.conform.rules.PlantRules;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.Violation;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Holds batches of equipment against all rules in force. Without state; for one thread. */
final class Conformance {

  private final Profile profile;
  private final PlantRules plantRules;
  private final RuleParameters parameters;
  private final ViolationRecords records;
  private final RowRules rowRules;
  private final SilenceCheck silenceCheck;
  private final GapCheck gapCheck;
  private final ConnectionCheck connectionCheck;
  private final DriftCheck driftCheck;
  private final FaultCheck faultCheck;
  private final IntegrityCheck integrityCheck;
  private final ConditionCheck conditionCheck;
  private final HealthMeter healthMeter;
  private final Withdrawal withdrawal;

  /**
   * @param notApplied is told of a rule of the plant that says nothing about a value, and why
   * @throws IllegalArgumentException if a parameter does not fit a rule of the profile
   * @throws io.resonance.schema.profile.ProfileException if a rule of the plant is wrong
   */
  Conformance(ProfileReference reference, BiConsumer<PlantRule, String> notApplied) {
    this(Profile.load(reference.id()), reference, notApplied);
  }

  /** The same for a profile that was loaded before. */
  Conformance(
      Profile profile, ProfileReference reference, BiConsumer<PlantRule, String> notApplied) {
    this.profile = profile;
    RuleParameters ofProfile = profile.parameters(reference.parameters());
    plantRules = PlantRules.read(profile, ofProfile, reference.packs(), notApplied);
    parameters = ofProfile.with(plantRules.words());
    records = new ViolationRecords(profile);
    rowRules = RowRules.of(profile, parameters);
    silenceCheck = new SilenceCheck(profile, parameters);
    gapCheck = new GapCheck(profile);
    connectionCheck = new ConnectionCheck(profile, parameters);
    driftCheck = new DriftCheck(profile);
    faultCheck = new FaultCheck(profile, parameters);
    integrityCheck = new IntegrityCheck(profile, parameters);
    conditionCheck = new ConditionCheck(profile, parameters);
    healthMeter =
        new HealthMeter(
            new HealthRecords(profile, plantRules.words()),
            profile.qualityScale(),
            silenceCheck::isOverdue,
            reference.healthInterval().toNanos());
    withdrawal = new Withdrawal(profile, plantRules);
  }

  /** Plans for an equipment of which nothing is known yet. */
  EquipmentPlans plans(String equipment) {
    return new EquipmentPlans(profile, plantRules, equipment);
  }

  /** Ends what rules no longer in force have left open; once for each equipment after a start. */
  void withdraw(EquipmentBatch batch, EquipmentWatch watch, Consumer<Violation> out) {
    withdrawal.check(watch, new Lifecycle(records, parameters, batch, out));
  }

  /**
   * Checks a batch whose facts the plans have learnt.
   *
   * @param alongside looks at each row after it was judged
   */
  void check(
      EquipmentBatch batch,
      EquipmentWatch watch,
      EquipmentPlans plans,
      Alongside alongside,
      Consumer<Violation> out) {
    Lifecycle lifecycle = new Lifecycle(records, parameters, batch, out);
    gapCheck.check(batch, watch, lifecycle);
    connectionCheck.check(batch, watch, lifecycle);
    driftCheck.check(batch, lifecycle);
    faultCheck.check(batch, watch, lifecycle);
    conditionCheck.check(batch, watch, lifecycle);
    PlantRuleCheck plantRuleCheck = new PlantRuleCheck(batch, watch, lifecycle);
    checkRows(
        batch,
        watch,
        plans,
        new RowChecks(rowRules, batch, lifecycle, plantRuleCheck),
        alongside,
        lifecycle);
    if (silenceCheck.sweep(batch, watch, lifecycle)) {
      plantRuleCheck.stand(plans, batch.origin().endpoint());
      alongside.swept();
    }
  }

  /**
   * Counts a batch right after it was checked.
   *
   * @param arrivedAt when it came, in ns since the Unix epoch
   */
  void measure(
      EquipmentBatch batch,
      EquipmentWatch watch,
      EquipmentPlans plans,
      long arrivedAt,
      Consumer<DataHealth> out) {
    healthMeter.measure(batch, watch, plans, arrivedAt, out);
  }

  /** When to {@link #lookForSilence} after values came, by the clock of arrival in ns. */
  long patience(EquipmentWatch watch) {
    return healthMeter.patience(watch);
  }

  /**
   * Tells of the health of an equipment that no values come from.
   *
   * @param now the clock of arrival, in ns since the Unix epoch
   * @return when to look again, by the same clock
   */
  long lookForSilence(String equipment, EquipmentWatch watch, long now, Consumer<DataHealth> out) {
    return healthMeter.lookForSilence(equipment, watch, now, out);
  }

  private void checkRows(
      EquipmentBatch batch,
      EquipmentWatch watch,
      EquipmentPlans plans,
      RowChecks checks,
      Alongside alongside,
      Lifecycle lifecycle) {
    plans.resolve(batch, watch);
    EndpointClock clock = watch.clock(batch.origin().endpoint());
    for (int row = 0; row < batch.size(); row++) {
      int keyIndex = batch.keyIndex(row);
      PropertyWatch property = watch.properties.get(plans.index(keyIndex));
      PropertyPlan plan = plans.plan(keyIndex);
      integrityCheck.check(batch, row, property, plan.faults(), lifecycle);
      faultCheck.order(batch, row, property, lifecycle);
      silenceCheck.seen(batch, row, property, clock.resumedAt, lifecycle);
      checks.check(row, property, plan);
      alongside.row(row, property);
      clock.now = Math.max(clock.now, batch.sourceTime(row));
    }
  }
}
