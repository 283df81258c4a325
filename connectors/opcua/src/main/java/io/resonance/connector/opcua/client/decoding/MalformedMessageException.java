package io.resonance.connector.opcua.client.decoding;

/** Bytes that are not what the encoding (Part 6, 5.2) allows; what they meant is lost. */
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message);
  }

  public MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
