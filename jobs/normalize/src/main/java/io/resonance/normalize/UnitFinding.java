package io.resonance.normalize;

/** Whether the unit of a property could be used. The codes are part of the state's format. */
enum UnitFinding {
  /** Converted, or already canonical, or of no unit at all. */
  SOUND(0),
  /** The machine names no unit where one is needed, or one the profile does not know. */
  UNKNOWN(1),
  /** The machine's unit measures another quantity. */
  OTHER_DIMENSION(2);

  private final int code;

  UnitFinding(int code) {
    this.code = code;
  }

  byte code() {
    return (byte) code;
  }

  static UnitFinding of(int code) {
    for (UnitFinding finding : values()) {
      if (finding.code == code) {
        return finding;
      }
    }
    throw new IllegalArgumentException("No unit finding has the code " + code);
  }
}
