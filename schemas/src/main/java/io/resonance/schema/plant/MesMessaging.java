package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * Which messages a MES gets, and in which form.
 *
 * @param confirmation when the MES is asked to answer with a ConfirmBOD (B2MML ConfirmationCode)
 * @param format form of the payload
 * @param messagesPerMinute how many messages of one equipment go out in a minute at most
 * @param rules the first that fits a record decides; where none does, the defaults do
 */
public record MesMessaging(
    MesTarget.Confirmation confirmation,
    Format format,
    int messagesPerMinute,
    List<MesMessageRule> rules)
    implements Serializable {

  /** Form of the payload. */
  public enum Format {
    /** B2MML V0701, XML. */
    B2MML,
    /** The same elements under the same names as JSON. */
    JSON
  }

  /** Limit where the plant file gives none. */
  public static final int MESSAGES_PER_MINUTE = 120;

  public MesMessaging {
    rules = List.copyOf(rules);
  }

  /** The defaults of the plant file. */
  public static MesMessaging standard() {
    return new MesMessaging(
        MesTarget.Confirmation.ALWAYS, Format.B2MML, MESSAGES_PER_MINUTE, List.of());
  }

  /** The same with other answers asked for. */
  public MesMessaging withConfirmation(MesTarget.Confirmation other) {
    return new MesMessaging(other, format, messagesPerMinute, rules);
  }

  /** The same in another form. */
  public MesMessaging withFormat(Format other) {
    return new MesMessaging(confirmation, other, messagesPerMinute, rules);
  }

  /** The same with other rules. */
  public MesMessaging withRules(List<MesMessageRule> others) {
    return new MesMessaging(confirmation, format, messagesPerMinute, others);
  }
}
