package io.resonance.schema.control;

import io.resonance.schema.kafka.ControlKey;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlOutcome;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Answers orders in the name of one operator. For one thread. */
public final class ControlAnswers {

  private final String operator;
  private final Clock clock;

  /**
   * @param operator uid of the operator that answers
   * @param clock for the time of the answer, which people read and nothing depends on
   */
  public ControlAnswers(String operator, Clock clock) {
    this.operator = operator;
    this.clock = clock;
  }

  /** The order was carried out. */
  public ControlAnswer accepted(ControlCommand command, String detail) {
    return answer(command, ControlOutcome.ACCEPTED, null, detail, "");
  }

  /** The order was not carried out; nothing has changed. */
  public ControlAnswer refused(ControlCommand command, String why, String nextStep) {
    return answer(command, ControlOutcome.REFUSED, null, why, nextStep);
  }

  /** As {@link #refused(ControlCommand, String, String)}, with a code of the profile's table. */
  public ControlAnswer refused(ControlCommand command, String code, String why, String nextStep) {
    return answer(command, ControlOutcome.REFUSED, code, why, nextStep);
  }

  private ControlAnswer answer(
      ControlCommand command, ControlOutcome outcome, String code, String detail, String nextStep) {
    return new ControlAnswer(
        command.getCommandId(),
        command.getKind(),
        ControlKey.of(command),
        outcome,
        detail,
        nextStep,
        command.getIssuedBy(),
        operator,
        Instant.now(clock).truncatedTo(ChronoUnit.MICROS),
        code);
  }
}
