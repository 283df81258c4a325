package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A time in which the same rules are in force, with what is cached of each equipment under them.
 */
final class RuleSpan {

  /** First time that belongs to it, in ns since the Unix epoch; the least for the first span. */
  final long from;

  final Conformance conformance;
  final Optional<ShadowRules> shadow;
  final Map<String, EquipmentPlans> plans = new HashMap<>();

  RuleSpan(long from, Conformance conformance, Optional<ShadowRules> shadow) {
    this.from = from;
    this.conformance = conformance;
    this.shadow = shadow;
  }

  /** What an equipment said of itself is to be looked up anew. */
  void forget(EquipmentBatch batch) {
    plans.remove(batch.equipment());
    shadow.ifPresent(rules -> rules.plans.remove(batch.equipment()));
  }
}
