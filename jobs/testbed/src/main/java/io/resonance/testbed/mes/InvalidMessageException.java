package io.resonance.testbed.mes;

/** What was posted is not a B2MML message a MES could take; the message says what is wrong. */
final class InvalidMessageException extends Exception {

  InvalidMessageException(String message) {
    super(message);
  }

  InvalidMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
