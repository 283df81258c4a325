package io.resonance.connector.opcua.source;

/** Why values are missing or may be. The code is part of serialized state and never reused. */
public enum OpcUaGapReason {
  /** The connection was lost. */
  CONNECTION_LOST(1),
  /** The endpoint could not be reached when the job started. */
  UNREACHABLE(2),
  /** The server no longer knows the subscription, as after a restart. */
  SUBSCRIPTION_LOST(3),
  /** A notification message is no longer held by the server. */
  MESSAGE_LOST(4),
  /** The item's queue at the server overflowed. */
  QUEUE_OVERFLOW(5),
  /**
   * Events of conditions are gone. What happened in between stays unknown; the present state was
   * asked from the server where it can tell.
   */
  EVENTS_LOST(6);

  private final int code;

  OpcUaGapReason(int code) {
    this.code = code;
  }

  /** The stable number of this reason. */
  public int code() {
    return code;
  }

  /** The reason with the given number. */
  public static OpcUaGapReason of(int code) {
    for (OpcUaGapReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("There is no gap reason with the code " + code);
  }
}
