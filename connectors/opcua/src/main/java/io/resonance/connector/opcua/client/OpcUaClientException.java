package io.resonance.connector.opcua.client;

/**
 * A failure of the protocol side, already classified (see {@link OpcUaFailures}) and with a message
 * for people.
 */
public final class OpcUaClientException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What can be done about a failure. */
  public enum Kind {
    /** Trying again later may help. */
    RETRIABLE,
    /** A person has to change something first. */
    FATAL
  }

  private final Kind kind;

  public OpcUaClientException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What can be done about it. */
  public Kind kind() {
    return kind;
  }
}
