package io.resonance.conform;

import io.resonance.conform.rules.BoundRule;
import io.resonance.conform.rules.JudgedValue;
import io.resonance.conform.rules.RuleMemory;
import io.resonance.conform.rules.Verdict;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the rows of one batch against the tests of properties, the profile's and the plant's. */
final class PlantRuleCheck {

  /** What tests that remember nothing are given. */
  private static final RuleMemory NONE = new RuleMemory("");

  private final EquipmentBatch batch;
  private final EquipmentWatch watch;
  private final Lifecycle lifecycle;
  private final JudgedValue value;
  private Map<String, Object> latest;

  PlantRuleCheck(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    this.batch = batch;
    this.watch = watch;
    this.lifecycle = lifecycle;
    this.value =
        new JudgedValue(batch, this::latest, watch.clock(batch.origin().endpoint()).resumedAt);
  }

  /** A value that is not BAD. */
  void check(int row, PropertyWatch property, PropertyPlan plan) {
    if (plan.remembered()) {
      remember(row, property);
    }
    List<BoundRule> rules = plan.rules();
    for (int i = 0; i < rules.size(); i++) {
      BoundRule rule = rules.get(i);
      PropertyWatch subject = rule.lead().isEmpty() ? property : lead(rule.lead(), property);
      if (subject != null) {
        check(row, subject, rule);
      }
    }
  }

  private void check(int row, PropertyWatch subject, BoundRule rule) {
    RuleMemory memory = rule.remembers() ? subject.memoryOf(rule.memoryKey()) : NONE;
    boolean violated = !subject.open.isEmpty() && subject.openOf(rule.words().id()) != null;
    Verdict verdict = rule.judge(value.at(row, violated), memory);
    if (verdict == Verdict.BREACH) {
      lifecycle.breach(rule.words(), subject, row, () -> rule.limits(memory));
    } else if (verdict == Verdict.SOUND && violated) {
      lifecycle.sound(rule.words(), subject, row);
    }
  }

  /** A value that is BAD. */
  void interrupted(PropertyWatch property, PropertyPlan plan) {
    for (BoundRule rule : plan.rules()) {
      if (rule.remembers()) {
        rule.interrupted(property.memoryOf(rule.memoryKey()));
      }
    }
  }

  /** The property of a rule over several; null where it has not come yet. */
  private PropertyWatch lead(String name, PropertyWatch property) {
    return property.property.equals(name) ? property : watch.remembered().get(name);
  }

  /** The endpoint went on; its properties may have stood still for too long. */
  void stand(EquipmentPlans plans, String endpoint) {
    long now = watch.clock(endpoint).now;
    for (int i = 0; i < watch.properties.size(); i++) {
      PropertyWatch property = watch.properties.get(i);
      if (!property.memories.isEmpty() && property.endpoint.equals(endpoint)) {
        stand(property, plans.rulesOf(i), now);
      }
    }
  }

  private void stand(PropertyWatch property, List<BoundRule> rules, long now) {
    for (BoundRule rule : rules) {
      if (!rule.canBeStuck()) {
        continue;
      }
      RuleMemory memory = property.memoryOf(rule.memoryKey());
      if (property.openOf(rule.words().id()) == null && rule.isStuck(memory, now)) {
        Evidence evidence =
            new Evidence(
                property.address,
                property.lastSequence,
                ViolationRecords.instant(memory.since),
                memory.last + ", unchanged since",
                null);
        lifecycle.open(rule.words(), property, evidence, now, rule.limits(memory));
      }
    }
  }

  private void remember(int row, PropertyWatch property) {
    Object now = JudgedValue.of(batch, row);
    if (now != null && batch.sourceTime(row) >= property.lastSeen) {
      property.latest = now;
      watch.remembered().put(property.property, property);
      if (latest != null) {
        latest.put(property.property, now);
      }
    }
  }

  /** Made for the first rule that asks, then kept in step: other rules cost nothing. */
  private Map<String, Object> latest() {
    if (latest == null) {
      latest = new HashMap<>();
      watch.remembered().forEach((name, property) -> latest.put(name, property.latest));
    }
    return latest;
  }
}
