package io.resonance.connector.opcua.client;

/** A Publish that brought no message. */
public final class PublishFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What it means for the subscription. */
  public enum Reason {
    /** The connection broke; session and subscription may have survived. */
    CONNECTION,
    /** The session is gone; the subscription may have survived. */
    SESSION,
    /** The session has no subscription. */
    NO_SUBSCRIPTION,
    /** The message came and cannot be decoded; its number will be missing. */
    UNREADABLE,
    /** The server queues fewer Publish requests; nothing else is wrong. */
    TOO_MANY_REQUESTS
  }

  private final Reason reason;

  public PublishFailedException(Reason reason, Throwable cause) {
    super(String.valueOf(cause == null ? reason : cause.getMessage()), cause);
    this.reason = reason;
  }

  /** What it means for the subscription. */
  public Reason reason() {
    return reason;
  }
}
