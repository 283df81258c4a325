package io.resonance.conform;

import io.resonance.conform.rules.PlantRules;
import io.resonance.conform.rules.RuleMemory;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.RulePackText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Packs on trial, ready to run beside the rules in force. Without state; for one thread. */
final class ShadowRules {

  final Profile profile;
  final PlantRules rules;
  final RuleParameters parameters;
  final ViolationRecords records;
  final Set<String> ids;
  final Set<String> memories;
  final Map<String, EquipmentPlans> plans = new HashMap<>();

  /**
   * @throws io.resonance.schema.profile.ProfileException if packs do not go together
   */
  ShadowRules(Profile profile, List<RulePackText> packs, BiConsumer<PlantRule, String> notApplied) {
    this.profile = profile;
    this.rules = PlantRules.read(profile, packs, notApplied);
    this.parameters = profile.parameters(Map.of()).with(rules.words());
    this.records = new ViolationRecords(profile);
    this.memories =
        rules.words().stream().map(RuleMemory::keyOf).collect(Collectors.toUnmodifiableSet());
    this.ids = rules.words().stream().map(Rule::id).collect(Collectors.toUnmodifiableSet());
  }

  EquipmentPlans plansOf(String equipment) {
    return plans.computeIfAbsent(equipment, id -> new EquipmentPlans(profile, rules, id));
  }
}
