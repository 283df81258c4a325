package io.resonance.connector.mes.message;

import io.resonance.schema.plant.MesMessageRule;
import io.resonance.schema.plant.MesMessageRule.Kind;
import io.resonance.schema.plant.MesMessageRule.Message;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.Violation;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the rule that says what a record becomes: the plant's own first, then the defaults. */
final class MessageChoice implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Tasks of models whose results are for maintenance, not for quality. */
  private static final Set<String> MAINTENANCE =
      Set.of(
          "maintenance-prediction",
          "predictive-maintenance",
          "remaining-useful-life",
          "failure-prediction",
          "tool-wear");

  private static final MesMessageRule VIOLATIONS =
      standard(Kind.VIOLATION, Message.OPERATIONS_EVENT);
  private static final MesMessageRule INFERENCES = standard(Kind.INFERENCE, Message.TEST_RESULT);
  private static final MesMessageRule MAINTENANCE_INFERENCES =
      standard(Kind.INFERENCE, Message.WORK_ALERT);

  private final List<MesMessageRule> rules;

  MessageChoice(List<MesMessageRule> rules) {
    this.rules = List.copyOf(rules);
  }

  MesMessageRule of(Violation violation) {
    String severity = violation.getSeverity().name().toLowerCase(Locale.ROOT);
    for (MesMessageRule rule : rules) {
      if (rule.record() == Kind.VIOLATION
          && holds(rule.equipment(), violation.getEquipment())
          && holds(rule.from(), violation.getRuleId())
          && holds(rule.severity(), severity)) {
        return rule;
      }
    }
    return VIOLATIONS;
  }

  MesMessageRule of(Inference inference) {
    for (MesMessageRule rule : rules) {
      if (rule.record() == Kind.INFERENCE
          && holds(rule.equipment(), inference.getEquipment())
          && holds(rule.from(), inference.getModel().getId())) {
        return rule;
      }
    }
    return MAINTENANCE.contains(inference.getModel().getTask())
        ? MAINTENANCE_INFERENCES
        : INFERENCES;
  }

  private static boolean holds(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static MesMessageRule standard(Kind kind, Message message) {
    return new MesMessageRule(kind, List.of(), List.of(), List.of(), message, "");
  }
}
