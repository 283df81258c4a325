package io.resonance.cli.rules;

import io.resonance.conform.packs.PackDesk;
import io.resonance.conform.packs.PackHistory;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The packs that a running job judges by, as the control topic and the job's answers tell: those of
 * the plant file, those pushed in their place or beside them, and those on trial.
 *
 * @param active packs in force
 * @param shadows packs on trial
 */
record PushedPacks(List<RulePackText> active, List<RulePackText> shadows) {

  /** Without a look at the job: the packs of the plant file. */
  static PushedPacks none(ProfileReference reference) {
    return new PushedPacks(reference.packs(), List.of());
  }

  /**
   * What is in force for values measured at a time.
   *
   * @param orders the last order of each key of the control topic
   * @param answers the last answer to each key
   * @param told is told of orders that do not count, and why
   */
  static PushedPacks at(
      Instant time,
      Profile profile,
      ProfileReference reference,
      Map<String, ControlCommand> orders,
      Map<String, ControlAnswer> answers,
      Consumer<String> told) {
    PackDesk desk = new PackDesk(profile, reference.packs());
    Map<String, PackHistory> histories = new HashMap<>();
    for (Map.Entry<String, ControlCommand> each : orders.entrySet()) {
      ControlCommand order = each.getValue();
      if (order.getRules() == null || !isAccepted(each.getKey(), order, answers, told)) {
        continue;
      }
      if (order.getRules().getEffectiveFrom().isAfter(time)) {
        told.accept(
            "%s by %s is for values measured at %s or later."
                .formatted(
                    each.getKey(), order.getIssuedBy(), order.getRules().getEffectiveFrom()));
      }
      if (order.getRules().getText() == null) {
        continue; // withdrawn: what was pushed before it has left the topic
      }
      try {
        histories = desk.after(histories, order);
      } catch (ProfileException refused) {
        told.accept("%s is left out: %s".formatted(each.getKey(), refused.getMessage()));
      }
    }
    long nanos = ViolationRecords.micros(time) * 1_000L;
    PackDesk.Period now = desk.periods(histories).get(0);
    for (PackDesk.Period period : desk.periods(histories)) {
      now = period.from() <= nanos ? period : now;
    }
    return new PushedPacks(now.active(), now.shadows());
  }

  private static boolean isAccepted(
      String key, ControlCommand order, Map<String, ControlAnswer> answers, Consumer<String> told) {
    ControlAnswer answer = answers.get(key);
    if (answer == null || !answer.getCommandId().equals(order.getCommandId())) {
      told.accept(
          "%s by %s has no answer of the job, so it is not counted. Does the job run?"
              .formatted(key, order.getIssuedBy()));
      return false;
    }
    if (answer.getOutcome() != ControlOutcome.ACCEPTED) {
      told.accept(
          "The last order about %s, by %s, was refused; what was pushed before it is in force still, but no longer in the topic: push it again to see it here."
              .formatted(key, order.getIssuedBy()));
      return false;
    }
    return true;
  }
}
