package io.resonance.connector.mtconnect.source;

/**
 * The parts of one condition observation. Texts that the document does not give are empty.
 *
 * @param dataItemId id of the DataItem
 * @param level NORMAL, WARNING, FAULT or UNAVAILABLE
 * @param type type attribute, as in {@code TEMPERATURE}
 * @param nativeCode code the machine gives the condition; a Normal with a code clears that one
 * @param conditionId identity of the activation, from version 2.3
 * @param severity nativeSeverity attribute
 * @param qualifier HIGH or LOW
 * @param text text of the condition
 * @param sequence sequence number, unsigned
 * @param timestampNanos time of the observation, nanoseconds since the Unix epoch
 */
public record MtConnectCondition(
    String dataItemId,
    Level level,
    String type,
    String nativeCode,
    String conditionId,
    String severity,
    String qualifier,
    String text,
    long sequence,
    long timestampNanos) {

  /** Level of a condition. */
  public enum Level {
    /** All is well. */
    NORMAL(0),
    /** Near a limit. */
    WARNING(1),
    /** Attention is needed. */
    FAULT(2),
    /** The agent does not know. */
    UNAVAILABLE(3);

    private static final Level[] BY_CODE = values();

    private final int code;

    Level(int code) {
      this.code = code;
    }

    /** The number in columns and state; never changes. */
    public int code() {
      return code;
    }

    /** The level with a code. */
    public static Level of(int code) {
      return BY_CODE[code];
    }
  }
}
