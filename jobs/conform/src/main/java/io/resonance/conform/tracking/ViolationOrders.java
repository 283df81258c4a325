package io.resonance.conform.tracking;

import io.resonance.conform.tracking.ViolationCase.Stage;
import io.resonance.schema.control.ControlAnswers;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Acknowledgement;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationOrder;
import io.resonance.schema.v1.Waiver;
import java.util.function.Consumer;

/** Carries out the orders of people about violations of one equipment. */
final class ViolationOrders {

  private static final String LIST =
      "Run `resonance violations list` to see which violations are open and their ids.";

  private final CaseStore store;
  private final ViolationLifecycle lifecycle;
  private final ControlAnswers answers;

  /** What is told of a violation because of an order. */
  record Told(Telling telling, ViolationCase of, Violation record, Waiver waiver) {}

  ViolationOrders(CaseStore store, ViolationLifecycle lifecycle, ControlAnswers answers) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.answers = answers;
  }

  ControlAnswer acknowledge(ControlCommand command, Consumer<Told> voice) throws Exception {
    ViolationOrder order = command.getViolation();
    ViolationCase of = store.caseOf(order.getViolationKey());
    boolean another =
        order.getViolationId() != null && !order.getViolationId().equals(of.violationId);
    if (of.stage != Stage.OPEN || another) {
      return answers.refused(
          command,
          "The violation %s of %s is not open."
              .formatted(order.getViolationId(), order.getEquipment()),
          LIST);
    }
    Telling telling =
        lifecycle.acknowledge(
            of,
            new Acknowledgement(command.getIssuedBy(), command.getIssuedAt(), order.getReason()));
    tell(telling, of, order.getViolationKey(), voice);
    return answers.accepted(
        command,
        "%s acknowledged the violation %s of %s (%s)."
            .formatted(
                command.getIssuedBy(),
                of.violationId,
                order.getEquipment(),
                store.records.get(order.getViolationKey()).getTitleEn()));
  }

  /**
   * @param watermark the time of the values so far, in milliseconds
   */
  ControlAnswer waive(ControlCommand command, long watermark, Consumer<Told> voice)
      throws Exception {
    ViolationOrder order = command.getViolation();
    String key = order.getViolationKey();
    if (order.getReason() == null || order.getReason().isBlank()) {
      return answers.refused(command, "A waiver needs a reason.", "Add --reason TEXT.");
    }
    if (order.getExpiresAt() == null) {
      return answers.refused(
          command, "A waiver needs an end.", "Add --until TIME, such as 2026-12-01T06:00:00Z.");
    }
    if (order.getExpiresAt().toEpochMilli() <= watermark) {
      return answers.refused(
          command,
          "The waiver ends at %s, and the values are at %s already."
              .formatted(order.getExpiresAt(), ViolationRecords.instant(watermark * 1_000_000L)),
          "Give a later --until.");
    }
    if (!store.waivers.contains(key) && !store.hasRoomForWaivers()) {
      return answers.refused(
          command,
          "%s has %d waivers already.".formatted(order.getEquipment(), CaseStore.MOST_WAIVERS),
          "End some with `resonance violations waive ID --end`, or change the rule.");
    }
    Waiver waiver =
        new Waiver(
            command.getIssuedBy(), order.getReason(), command.getIssuedAt(), order.getExpiresAt());
    store.keep(key, waiver);
    ViolationCase of = store.caseOf(key);
    tell(lifecycle.waive(of), of, key, voice);
    return answers.accepted(
        command,
        "%s waived %s of %s until %s (time of the values): %s"
            .formatted(
                command.getIssuedBy(),
                of.stage == Stage.UNKNOWN ? key : "the violation " + of.violationId,
                order.getEquipment(),
                order.getExpiresAt(),
                order.getReason()));
  }

  ControlAnswer endWaiver(ControlCommand command, Consumer<Told> voice) throws Exception {
    ViolationOrder order = command.getViolation();
    String key = order.getViolationKey();
    if (!store.waivers.contains(key)) {
      return answers.refused(
          command,
          "No waiver is in force for %s of %s.".formatted(key, order.getEquipment()),
          LIST);
    }
    store.endWaiver(key);
    ViolationCase of = store.caseOf(key);
    tell(lifecycle.endWaiver(of), of, key, voice);
    return answers.accepted(
        command,
        "%s ended the waiver of %s of %s."
            .formatted(
                command.getIssuedBy(),
                of.stage == Stage.UNKNOWN ? key : "the violation " + of.violationId,
                order.getEquipment()));
  }

  private void tell(Telling telling, ViolationCase of, String key, Consumer<Told> voice)
      throws Exception {
    if (of.stage != Stage.UNKNOWN) {
      Violation record = store.records.get(key);
      store.keep(key, of, record);
      voice.accept(new Told(telling, of, record, store.waivers.get(key)));
    }
  }
}
