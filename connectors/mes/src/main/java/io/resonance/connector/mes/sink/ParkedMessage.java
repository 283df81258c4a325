package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.lane.Attempts;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Instant;

/** What a person may do with a message that was put aside. */
public final class ParkedMessage {

  private ParkedMessage() {}

  /** Whether the MES refused the message or could not take it, and nobody has dealt with it yet. */
  public static boolean isParked(MesMessage message) {
    return message.getState() == MesState.REJECTED || message.getState() == MesState.PARKED;
  }

  /**
   * The message as it is sent again: under the same BODID, with the same bytes, so that a MES that
   * had taken it after all knows it.
   *
   * @param user who decided it
   * @param reason why, for those who read the history
   */
  public static MesMessage replayed(MesMessage parked, String user, String reason, Instant at) {
    MesMessage noted = Attempts.noted(parked, at, said(Attempts.REPLAYED, user, reason));
    noted.setState(MesState.PENDING);
    noted.setAnswer(null);
    return noted;
  }

  /** The message as nobody will send it again; the MES's words stay. */
  public static MesMessage dropped(MesMessage parked, String user, String reason, Instant at) {
    MesMessage noted = Attempts.noted(parked, at, said("DROPPED", user, reason));
    noted.setState(MesState.DROPPED);
    return noted;
  }

  private static String said(String what, String user, String reason) {
    return "%s by %s%s".formatted(what, user, reason.isEmpty() ? "" : ": " + reason);
  }
}
