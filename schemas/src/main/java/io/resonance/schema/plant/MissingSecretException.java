package io.resonance.schema.plant;

/** A secret that is referred to but is not there. */
public final class MissingSecretException extends RuntimeException {

  MissingSecretException(String message) {
    super(message);
  }

  MissingSecretException(String message, Throwable cause) {
    super(message, cause);
  }
}
