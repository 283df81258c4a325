package io.resonance.connector.mtconnect.client;

/** A document or an answer of an agent that cannot be used; the message says what and where. */
public final class MtConnectDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  MtConnectDocumentException(String message) {
    super(message);
  }

  MtConnectDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
