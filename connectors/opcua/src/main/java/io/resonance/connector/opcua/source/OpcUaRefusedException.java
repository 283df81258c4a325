package io.resonance.connector.opcua.source;

/** A server could not be asked; the message is for people and has the next step. */
public final class OpcUaRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  OpcUaRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
