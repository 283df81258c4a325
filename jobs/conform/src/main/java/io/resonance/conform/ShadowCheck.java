package io.resonance.conform;

import io.resonance.conform.rules.BoundRule;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.ShadowDifference;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Judges the rows of one batch by rules on trial too, and reports where they and the rules of the
 * same id in force differ: what only the trial finds (also where no such rule is in force) and what
 * only the rule in force finds. A difference has ended when both have agreed for a minute. What the
 * trial remembers is kept apart, so that it has no effect on the rules in force.
 */
final class ShadowCheck implements Alongside {

  private static final long SETTLED_NANOS = 60_000_000_000L;

  private final ShadowRules rules;
  private final EquipmentBatch batch;
  private final EquipmentWatch active;
  private final EquipmentWatch trial;
  private final EquipmentPlans plans;
  private final PlantRuleCheck check;
  private final Consumer<Violation> out;
  private final Tally tally;

  /** Counts how often the trial and the rules in force said the same. */
  interface Tally {
    void compared(boolean agreed);
  }

  /**
   * @param active what the rules in force remember; looked at only
   * @param trial what the rules on trial remember; its {@code connections} are the differences
   */
  ShadowCheck(
      ShadowRules rules,
      EquipmentBatch batch,
      EquipmentWatch active,
      EquipmentWatch trial,
      Tally tally,
      Consumer<Violation> out) {
    this.rules = rules;
    this.batch = batch;
    this.active = active;
    this.trial = trial;
    this.plans = rules.plansOf(batch.equipment());
    this.tally = tally;
    this.out = out;
    EndpointClock clock = active.clock(batch.origin().endpoint());
    trial.clock(batch.origin().endpoint()).resumedAt = clock.resumedAt;
    // the trial's own violations are told to nobody: only differences are
    this.check =
        new PlantRuleCheck(
            batch, trial, new Lifecycle(rules.records, rules.parameters, batch, violation -> {}));
    plans.resolve(batch, trial);
  }

  @Override
  public void row(int row, PropertyWatch ofActive) {
    int keyIndex = batch.keyIndex(row);
    PropertyWatch ofTrial = trial.properties.get(plans.index(keyIndex));
    PropertyPlan plan = plans.plan(keyIndex);
    if (batch.statusCode(row) >= 0) {
      check.check(row, ofTrial, plan);
    } else {
      check.interrupted(ofTrial, plan); // a BAD value says nothing about the process
    }
    long at = batch.sourceTime(row);
    ofTrial.lastSeen = Math.max(ofTrial.lastSeen, at);
    ofTrial.lastSequence = batch.sequence(row);
    for (BoundRule rule : plan.rules()) {
      PropertyWatch subjectOfActive = subject(rule, ofActive, active);
      PropertyWatch subjectOfTrial = subject(rule, ofTrial, trial);
      if (subjectOfActive != null && subjectOfTrial != null) {
        compare(
            rule.words(),
            subjectOfActive,
            subjectOfTrial,
            at,
            () -> ViolationRecords.evidence(batch, row));
      }
    }
  }

  /** The property a rule's violations are about; null where it has not come yet. */
  private static PropertyWatch subject(BoundRule rule, PropertyWatch judged, EquipmentWatch watch) {
    return rule.lead().isEmpty() || rule.lead().equals(judged.property)
        ? judged
        : watch.remembered().get(rule.lead());
  }

  @Override
  public void swept() {
    String endpoint = batch.origin().endpoint();
    long now = active.clock(endpoint).now;
    trial.clock(endpoint).now = now;
    check.stand(plans, endpoint);
    for (int i = 0; i < trial.properties.size(); i++) {
      PropertyWatch ofTrial = trial.properties.get(i);
      if (ofTrial.endpoint.equals(endpoint)) {
        compareStanding(plans.rulesOf(i), ofTrial, now);
      }
    }
  }

  private void compareStanding(List<BoundRule> bound, PropertyWatch ofTrial, long now) {
    for (BoundRule rule : bound) {
      PropertyWatch ofActive =
          active.properties.get(
              active.indexOf(ofTrial.endpoint, ofTrial.address, ofTrial.property));
      OpenViolation open = either(rule.words().id(), ofActive, ofTrial);
      if (open != null && !isKnown(rule.words(), ofTrial)) {
        compare(rule.words(), ofActive, ofTrial, now, () -> open.first);
      }
    }
  }

  private boolean isKnown(Rule rule, PropertyWatch of) {
    return trial.connections.containsKey(key(ShadowDifference.SHADOW_ONLY, rule, of))
        || trial.connections.containsKey(key(ShadowDifference.ACTIVE_ONLY, rule, of));
  }

  private static String key(ShadowDifference kind, Rule rule, PropertyWatch of) {
    return String.join("\n", kind.name(), rule.id(), of.about());
  }

  private static OpenViolation either(String id, PropertyWatch one, PropertyWatch other) {
    return one.openOf(id) == null ? other.openOf(id) : one.openOf(id);
  }

  private void compare(
      Rule rule,
      PropertyWatch ofActive,
      PropertyWatch ofTrial,
      long at,
      Supplier<Evidence> evidence) {
    OpenViolation inForce = ofActive.openOf(rule.id());
    OpenViolation onTrial = ofTrial.openOf(rule.id());
    boolean agreed = (inForce == null) == (onTrial == null);
    tally.compared(agreed);
    if (agreed && trial.connections.isEmpty()) {
      return;
    }
    difference(ShadowDifference.SHADOW_ONLY, rule, ofTrial, agreed ? null : onTrial, at, evidence);
    difference(ShadowDifference.ACTIVE_ONLY, rule, ofTrial, agreed ? null : inForce, at, evidence);
  }

  /**
   * @param by the violation that only one of them has; null where there is none
   */
  private void difference(
      ShadowDifference kind,
      Rule rule,
      PropertyWatch of,
      OpenViolation by,
      long at,
      Supplier<Evidence> evidence) {
    String key = key(kind, rule, of);
    OpenViolation known = trial.connections.get(key);
    if (by != null && known == null) {
      Evidence is = evidence.get();
      OpenViolation opened = lifecycle(kind).opened(rule, about(kind, of), is, at, by.limits);
      trial.connections.put(key, opened);
      emit(kind, rule, of, opened, ViolationState.OPENED, List.of(is));
    } else if (by != null) {
      known.lastAt = Math.max(known.lastAt, at);
      known.occurrences++;
    } else if (known != null && at - known.lastAt >= SETTLED_NANOS) {
      trial.connections.remove(key);
      emit(kind, rule, of, known, ViolationState.CLEARED, List.of(known.first, evidence.get()));
    }
  }

  private void emit(
      ShadowDifference kind,
      Rule rule,
      PropertyWatch of,
      OpenViolation open,
      ViolationState state,
      List<Evidence> evidence) {
    lifecycle(kind).emit(rule, about(kind, of), Optional.of(of.property), open, state, evidence);
  }

  private Lifecycle lifecycle(ShadowDifference kind) {
    return new Lifecycle(
        rules.records,
        rules.parameters,
        batch,
        violation -> {
          violation.setShadow(kind);
          out.accept(violation);
        });
  }

  private static String about(ShadowDifference kind, PropertyWatch of) {
    return kind + "\n" + of.about();
  }

  /** Forgets what rules remember that are no longer on trial; once for each equipment and trial. */
  void enter() {
    for (PropertyWatch property : trial.properties) {
      property.open =
          property.open.stream().filter(open -> rules.ids.contains(open.ruleId)).toList();
      property.memories =
          property.memories.stream()
              .filter(memory -> rules.memories.contains(memory.rule))
              .collect(Collectors.toCollection(ArrayList::new));
    }
    end(rules.records, batch, trial, rules.ids, out);
  }

  /**
   * Ends differences of rules that are no longer on trial.
   *
   * @param onTrial ids of those that are
   */
  static void end(
      ViolationRecords records,
      EquipmentBatch batch,
      EquipmentWatch trial,
      Set<String> onTrial,
      Consumer<Violation> out) {
    for (Map.Entry<String, OpenViolation> each : List.copyOf(trial.connections.entrySet())) {
      OpenViolation open = each.getValue();
      if (!onTrial.contains(open.ruleId)) {
        String[] parts = each.getKey().split("\n", 4); // kind, rule, property, where
        Violation ended =
            records.of(
                Withdrawal.withdrawn(open.ruleId),
                batch,
                Optional.of(parts[2]),
                ViolationState.CLEARED);
        ended.setViolationId(open.id);
        ended.setShadow(ShadowDifference.valueOf(parts[0]));
        ended.setEvidence(List.of(open.first));
        ended.setLimits(open.limits);
        ended.setFirstAt(ViolationRecords.instant(open.firstAt));
        ended.setLastAt(ViolationRecords.instant(open.lastAt));
        ended.setOccurrences(open.occurrences);
        out.accept(ended);
        trial.connections.remove(each.getKey());
      }
    }
  }
}
