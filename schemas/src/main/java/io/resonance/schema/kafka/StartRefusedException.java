package io.resonance.schema.kafka;

/**
 * A job cannot start as it is configured; the message says why and what to do, and is meant to be
 * shown as it is.
 */
public final class StartRefusedException extends RuntimeException {

  public StartRefusedException(String message) {
    super(message);
  }

  public StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
