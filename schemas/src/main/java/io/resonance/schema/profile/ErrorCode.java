package io.resonance.schema.profile;

/**
 * A code that a record carries where something went wrong.
 *
 * @param code such as {@code QUEUE_OVERFLOW}; unique in its group
 * @param group which records carry it
 * @param meaning for people
 * @param next what to do
 */
public record ErrorCode(String code, Group group, Rule.Localized meaning, Rule.Localized next) {

  /** Which records carry a code. */
  public enum Group {
    /** Reason of a DataGap. */
    GAP,
    /** Reason code of an Inference. */
    EVALUATION,
    /** State of a MesMessage. */
    MES,
    /** Reason of a ModelSession; it may also carry one of an Inference. */
    SESSION,
    /** Code of a ControlAnswer. */
    ORDER
  }
}
