package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.PropertyDrift;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.ViolationState;
import java.util.List;
import java.util.Optional;

/**
 * Turns an address that became something else into a violation, one for each change. Nothing clears
 * it, for only a person can tell whether the values are still those of the property.
 */
final class DriftCheck {

  private final Optional<Rule> rule;

  DriftCheck(Profile profile) {
    this.rule = profile.rule(Rule.Check.NODE_DRIFT);
  }

  void check(EquipmentBatch batch, Lifecycle lifecycle) {
    if (rule.isEmpty()) {
      return;
    }
    for (PropertyDrift drift : batch.drifts()) {
      Evidence evidence =
          new Evidence(
              drift.address(),
              0L,
              ViolationRecords.instant(drift.at()),
              "its %s is now %s".formatted(drift.what(), orNone(drift.after())),
              null);
      String about = String.join("\n", drift.address(), drift.property(), drift.what());
      OpenViolation opened =
          lifecycle.opened(
              rule.get(),
              about,
              evidence,
              drift.at(),
              "%s %s".formatted(drift.what(), orNone(drift.before())));
      lifecycle.emit(
          rule.get(),
          about,
          Optional.of(drift.property()),
          opened,
          ViolationState.OPENED,
          List.of(evidence));
    }
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
