package io.resonance.connector.mtconnect.source;

/** How the value of an observation is held in a {@link MtConnectBatch}. */
public enum MtConnectValueKind {
  /** The agent knows no value; a state of its own, not a number and not an error. */
  UNAVAILABLE(0),
  /** A SAMPLE that reads as a number. */
  DOUBLE(1),
  /** An EVENT that is a whole number in its shortest spelling. */
  LONG(2),
  /** Any other text. */
  STRING(3),
  /** Several numbers: TIME_SERIES, or a three-dimensional sample. */
  DOUBLE_ARRAY(4),
  /** Entries of a DATA_SET or cells of a TABLE. */
  KEY_VALUES(5),
  /** A condition; its parts are in {@link MtConnectBatch#conditions()}. */
  CONDITION(6);

  private static final MtConnectValueKind[] BY_CODE = values();

  private final byte code;

  MtConnectValueKind(int code) {
    this.code = (byte) code;
  }

  // The byte in columns and state; never changes.
  byte code() {
    return code;
  }

  static MtConnectValueKind of(int code) {
    return BY_CODE[code];
  }
}
