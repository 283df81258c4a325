package io.resonance.connector.mes.answer;

import io.resonance.schema.plant.MesTarget.Confirmation;
import io.resonance.schema.v1.MesMessage;

/** What a message asks of the MES besides taking it. */
public enum AnswerAsked {
  /** Nothing. */
  NOTHING,
  /** A word where something is wrong; silence is consent. */
  ERRORS,
  /** An answer in any case. */
  ALWAYS;

  /**
   * What this message asks. A Process asks for an Acknowledge by itself (ISA-95 Part 5, 5.2), any
   * other verb for what its ConfirmationCode says.
   */
  public static AnswerAsked of(MesMessage message, Confirmation confirmation) {
    if (isProcess(message)) {
      return ALWAYS;
    }
    return switch (confirmation) {
      case ALWAYS -> ALWAYS;
      case ON_ERROR -> ERRORS;
      case NEVER -> NOTHING;
    };
  }

  /** Whether a ConfirmBOD is not yet the answer, because an Acknowledge is to follow. */
  public static boolean isProcess(MesMessage message) {
    return message.getVerb().equals("Process");
  }
}
