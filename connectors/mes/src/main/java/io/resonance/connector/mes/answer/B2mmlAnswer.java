package io.resonance.connector.mes.answer;

import io.resonance.connector.mes.lane.Outcome;
import io.resonance.schema.plant.MesTarget.Confirmation;
import java.util.Optional;

/**
 * What an Acknowledge or ConfirmBOD says.
 *
 * @param outcome the gravest actionCode of its ResponseExpressions; empty where it has none
 * @param originalBodId BODID of the message it answers; empty where it does not say
 * @param words descriptions and reasons, joined; may be empty
 */
public record B2mmlAnswer(
    boolean confirmBod, Optional<Outcome> outcome, Optional<String> originalBodId, String words) {

  /** Why an answer without {@link #originalBodId} is of no use. */
  public static final String WITHOUT_BODID =
      "the answer names no message: it has no BODID in an OriginalApplicationArea";

  /**
   * What the MES says of the message: ACCEPTED, MODIFIED or REJECTED.
   *
   * @param confirmation when the message asked for a ConfirmBOD
   */
  public Outcome outcome(Confirmation confirmation) {
    // a ConfirmBOD without an actionCode: asked for OnError it comes because of an error
    return outcome.orElse(
        confirmBod && confirmation != Confirmation.ALWAYS ? Outcome.REJECTED : Outcome.ACCEPTED);
  }
}
