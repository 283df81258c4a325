package io.resonance.conform;

import io.resonance.conform.rules.PlantRules;
import io.resonance.conform.rules.RuleMemory;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.v1.Severity;
import io.resonance.schema.v1.ViolationState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Ends what rules left behind that are no longer in force. */
final class Withdrawal {

  private static final Rule.Localized SUBJECT = new Rule.Localized("rules of the plant", "工厂自定规则");

  private final Set<String> inForce = new HashSet<>();
  private final Set<String> memoriesInForce = new HashSet<>();

  Withdrawal(Profile profile, PlantRules plantRules) {
    profile.rules().forEach(this::add);
    plantRules.words().forEach(this::add);
  }

  private void add(Rule rule) {
    inForce.add(rule.id());
    memoriesInForce.add(RuleMemory.keyOf(rule));
  }

  void check(EquipmentWatch watch, Lifecycle lifecycle) {
    for (PropertyWatch property : watch.properties) {
      forget(property);
      for (OpenViolation open : List.copyOf(property.open)) {
        if (!inForce.contains(open.ruleId)) {
          property.remove(open);
          lifecycle.emit(
              withdrawn(open.ruleId), property, open, ViolationState.CLEARED, List.of(open.first));
        }
      }
    }
  }

  /** What rules remembered that are gone would grow with every change of rules. */
  private void forget(PropertyWatch property) {
    for (RuleMemory memory : property.memories) {
      if (!memoriesInForce.contains(memory.rule)) {
        property.memories =
            property.memories.stream()
                .filter(kept -> memoriesInForce.contains(kept.rule))
                .collect(Collectors.toCollection(ArrayList::new));
        return;
      }
    }
  }

  /** The words of a rule that is not known any more. */
  static Rule withdrawn(String id) {
    return new Rule(
        id,
        "withdrawn",
        Rule.Check.PLANT,
        Severity.INFO,
        new Rule.Basis("rules of the plant", "rules." + id, "", List.of()),
        SUBJECT,
        List.of(),
        new Rule.Text(
            "Rule withdrawn",
            "The rule is no longer in force, so its violation ends.",
            "Nothing is to be done."),
        new Rule.Text("规则已撤回", "该规则已不再生效，其违规随之结束。", "无需处理。"));
  }
}
