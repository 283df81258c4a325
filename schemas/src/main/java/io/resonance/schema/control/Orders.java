package io.resonance.schema.control;

import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.RulesOrder;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Makes orders in the name of one person. */
public final class Orders {

  private final String person;
  private final Clock clock;

  /**
   * @param clock for the time of the order, which people read
   */
  public Orders(String person, Clock clock) {
    this.person = person;
    this.clock = clock;
  }

  /** A pack judges values measured at a time or later, in place of the one of the same id. */
  public ControlCommand push(String pack, RulePackText text, Instant from) {
    return rules(
        ControlKind.PUSH_RULES, new RulesOrder(pack, text.text(), text.file(), micros(from)));
  }

  /** The pushed pack is in force no longer; that of the plant file is, where there is one. */
  public ControlCommand withdraw(String pack, Instant from) {
    return rules(ControlKind.WITHDRAW_RULES, new RulesOrder(pack, null, null, micros(from)));
  }

  /** A pack is tried beside those in force. */
  public ControlCommand pushShadow(String pack, RulePackText text, Instant from) {
    return rules(
        ControlKind.PUSH_SHADOW_RULES,
        new RulesOrder(pack, text.text(), text.file(), micros(from)));
  }

  /** The trial of a pack ends. */
  public ControlCommand withdrawShadow(String pack, Instant from) {
    return rules(ControlKind.WITHDRAW_SHADOW_RULES, new RulesOrder(pack, null, null, micros(from)));
  }

  /**
   * The person takes care of an open violation.
   *
   * @param comment null for none
   */
  public ControlCommand acknowledge(Violation violation, String comment) {
    return violation(ControlKind.ACKNOWLEDGE, order(violation, comment, null));
  }

  /** The person answers for it that a violation is not reported until a time of the values. */
  public ControlCommand waive(Violation violation, String reason, Instant until) {
    return violation(ControlKind.WAIVE, order(violation, reason, micros(until)));
  }

  /** A waiver ends now. */
  public ControlCommand endWaiver(Violation violation) {
    return violation(ControlKind.END_WAIVER, order(violation, null, null));
  }

  private static ViolationOrder order(Violation violation, String reason, Instant until) {
    return new ViolationOrder(
        violation.getEquipment(),
        violation.getViolationKey(),
        violation.getViolationId(),
        reason,
        until);
  }

  private ControlCommand rules(ControlKind kind, RulesOrder order) {
    return new ControlCommand(
        UUID.randomUUID().toString(), kind, person, micros(clock.instant()), order, null, null);
  }

  private ControlCommand violation(ControlKind kind, ViolationOrder order) {
    return new ControlCommand(
        UUID.randomUUID().toString(), kind, person, micros(clock.instant()), null, order, null);
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
