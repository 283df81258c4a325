package io.resonance.conform;

import io.resonance.conform.rules.BoundRule;
import io.resonance.conform.rules.JudgedValue;
import io.resonance.conform.rules.PlantRules;
import io.resonance.conform.rules.RuleMemory;
import io.resonance.conform.rules.Verdict;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the rows of one batch against the rules that the plant wrote. */
final class PlantRuleCheck {

  private final EquipmentBatch batch;
  private final EquipmentWatch watch;
  private final Lifecycle lifecycle;
  private final boolean lookAround;
  private final JudgedValue value;
  private Map<String, Object> latest;

  PlantRuleCheck(
      PlantRules rules, EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    this.batch = batch;
    this.watch = watch;
    this.lifecycle = lifecycle;
    this.lookAround = rules.lookAround();
    this.value = new JudgedValue(batch, this::latest);
  }

  /** A value that is not BAD. */
  void check(int row, PropertyWatch property, List<BoundRule> rules) {
    if (lookAround) {
      remember(row, property);
    }
    for (int i = 0; i < rules.size(); i++) {
      BoundRule rule = rules.get(i);
      RuleMemory memory = property.memoryOf(rule.memoryKey());
      boolean violated = property.openOf(rule.words().id()) != null;
      Verdict verdict = rule.judge(value.at(row, violated), memory);
      if (verdict == Verdict.BREACH) {
        lifecycle.breach(rule.words(), property, row, () -> rule.limits(memory));
      } else if (verdict == Verdict.SOUND && violated) {
        lifecycle.sound(rule.words(), property, row);
      }
    }
  }

  /** The endpoint went on; its properties may have stood still for too long. */
  void stand(EquipmentPlans plans, String endpoint) {
    long now = watch.clock(endpoint).now;
    for (int i = 0; i < watch.properties.size(); i++) {
      PropertyWatch property = watch.properties.get(i);
      if (property.endpoint.equals(endpoint) && !property.memories.isEmpty()) {
        stand(property, plans.rulesOf(i), now);
      }
    }
  }

  private void stand(PropertyWatch property, List<BoundRule> rules, long now) {
    for (BoundRule rule : rules) {
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
      latest = null;
    }
  }

  private Map<String, Object> latest() {
    if (latest == null) {
      latest = new HashMap<>();
      for (PropertyWatch each : watch.properties) {
        if (each.latest != null) {
          latest.put(each.property, each.latest);
        }
      }
    }
    return latest;
  }
}
