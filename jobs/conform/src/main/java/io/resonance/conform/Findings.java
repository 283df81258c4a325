package io.resonance.conform;

import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.ViolationState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens, counts and clears violations of what is no property: connections, conditions, results of
 * models. Times are those at which something was found.
 */
final class Findings {

  private static final String REPEAT_AFTER = "repeat-after";

  private final RuleParameters parameters;

  Findings(RuleParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * What holds of something at a moment.
   *
   * @param rule the rule that was asked
   * @param property the property concerned; empty for none
   * @param about what it is told apart by, together with the rule
   * @param breach whether the rule is broken
   * @param limits what would be sound
   * @param is what was found
   */
  record Finding(
      Rule rule,
      Optional<String> property,
      String about,
      boolean breach,
      String limits,
      Evidence is) {

    String key() {
      return rule.id() + "\n" + about;
    }
  }

  /**
   * Takes what was found.
   *
   * @param open by {@link Finding#key}, changed by this
   */
  void apply(Finding finding, long at, Map<String, OpenViolation> open, Lifecycle lifecycle) {
    OpenViolation known = open.get(finding.key());
    if (known == null) {
      if (finding.breach()) {
        OpenViolation opened =
            lifecycle.opened(finding.rule(), finding.about(), finding.is(), at, finding.limits());
        open.put(finding.key(), opened);
        emit(finding, opened, ViolationState.OPENED, List.of(finding.is()), lifecycle);
      }
      return;
    }
    known.lastAt = Math.max(known.lastAt, at);
    List<Evidence> evidence = List.of(known.first, finding.is());
    if (!finding.breach()) {
      open.remove(finding.key());
      emit(finding, known, ViolationState.CLEARED, evidence, lifecycle);
      return;
    }
    known.occurrences++;
    if (at - known.reportedAt >= parameters.nanos(finding.rule(), REPEAT_AFTER)) {
      known.reportedAt = at;
      emit(finding, known, ViolationState.REPEATED, evidence, lifecycle);
    }
  }

  private static void emit(
      Finding finding,
      OpenViolation open,
      ViolationState state,
      List<Evidence> evidence,
      Lifecycle lifecycle) {
    lifecycle.emit(finding.rule(), finding.about(), finding.property(), open, state, evidence);
  }
}
