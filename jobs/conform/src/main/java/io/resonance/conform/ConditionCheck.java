package io.resonance.conform;

import io.resonance.conform.Findings.Finding;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Protocol;
import java.util.Optional;

/**
 * Finds conditions and alarms of which nobody can know what they mean. Each activation is judged by
 * itself; the end of an activation ends its violations.
 */
final class ConditionCheck {

  /** Part 5, 6.4.2: severities are 1 to 1000. */
  private static final int MOST_SEVERE = 1_000;

  private final Optional<Rule> text;
  private final Optional<Rule> code;
  private final Optional<Rule> severity;
  private final Findings findings;

  ConditionCheck(Profile profile, RuleParameters parameters) {
    this.text = profile.rule(Rule.Check.CONDITION_TEXT);
    this.code = profile.rule(Rule.Check.CONDITION_CODE);
    this.severity = profile.rule(Rule.Check.CONDITION_SEVERITY);
    this.findings = new Findings(parameters);
  }

  void check(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    for (EquipmentCondition condition : batch.conditions()) {
      boolean active =
          condition.getActive()
              && (condition.getLevel() == ConditionLevel.WARNING
                  || condition.getLevel() == ConditionLevel.FAULT);
      boolean isMtConnect = batch.origin().protocol() == Protocol.MTCONNECT;
      long at =
          ViolationRecords.micros(condition.getSourceTimestamp()) * 1_000L
              + condition.getSourceTimestampNanos();
      judge(text, condition, active && isBlank(condition.getText()), "a text", at)
          .ifPresent(found -> findings.apply(found, at, watch.connections, lifecycle));
      judge(
              code,
              condition,
              active && isMtConnect && isBlank(condition.getNativeCode()),
              "a nativeCode",
              at)
          .ifPresent(found -> findings.apply(found, at, watch.connections, lifecycle));
      judge(
              severity,
              condition,
              active && !isMtConnect && !isSeverity(condition.getNativeSeverity()),
              "a severity of 1 to 1000",
              at)
          .ifPresent(found -> findings.apply(found, at, watch.connections, lifecycle));
    }
  }

  private static Optional<Finding> judge(
      Optional<Rule> rule, EquipmentCondition condition, boolean breach, String limits, long at) {
    return rule.map(
        known ->
            new Finding(
                known,
                Optional.ofNullable(condition.getProperty()),
                condition.getActivationId(),
                breach,
                limits,
                new Evidence(
                    condition.getAddress(),
                    condition.getSequence(),
                    ViolationRecords.instant(at),
                    shown(condition),
                    null)));
  }

  private static String shown(EquipmentCondition condition) {
    return "%s, code %s, severity %s, text %s"
        .formatted(
            condition.getLevel(),
            orNone(condition.getNativeCode()),
            orNone(condition.getNativeSeverity()),
            orNone(condition.getText()));
  }

  private static String orNone(String text) {
    return isBlank(text) ? "none" : text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  private static boolean isSeverity(String text) {
    try {
      int severity = Integer.parseInt(isBlank(text) ? "0" : text.strip());
      return severity >= 1 && severity <= MOST_SEVERE;
    } catch (NumberFormatException notANumber) {
      return false; // the violation shows the text
    }
  }
}
