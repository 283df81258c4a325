package io.resonance.testbed.opcua;

/** What the mill does. */
public enum MillState {
  TOOL_CHANGE(0),
  APPROACH(1),
  CUTTING(2),
  RETRACT(3);

  private final int code;

  MillState(int code) {
    this.code = code;
  }

  /** The code its server sends, an index into the EnumStrings. */
  public int code() {
    return code;
  }
}
