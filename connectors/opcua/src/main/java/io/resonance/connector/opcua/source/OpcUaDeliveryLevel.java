package io.resonance.connector.opcua.source;

/**
 * What a server can give back after an outage, measured on every connection. The code is part of
 * serialized state, is the value of the metric {@code deliveryLevel}, and is never reused.
 */
public enum OpcUaDeliveryLevel {
  /** Unacknowledged messages are sent again, also to a new session. */
  RETRANSMISSION(1),
  /** The raw history can be read. */
  HISTORY(2),
  /** Neither: what an outage swallowed is declared as a gap. */
  DECLARED_GAPS(3);

  private final int code;

  OpcUaDeliveryLevel(int code) {
    this.code = code;
  }

  /** The stable number of this level. */
  public int code() {
    return code;
  }

  /** The level with the given number. */
  public static OpcUaDeliveryLevel of(int code) {
    for (OpcUaDeliveryLevel level : values()) {
      if (level.code == code) {
        return level;
      }
    }
    throw new IllegalArgumentException("There is no delivery level with the code " + code);
  }
}
