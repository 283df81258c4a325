package io.resonance.connector.mes.client;

/** A secret is there but cannot be sent; the message never repeats it. */
final class CredentialsException extends RuntimeException {

  CredentialsException(String message) {
    super(message);
  }
}
