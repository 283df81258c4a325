package io.resonance.connector.mtconnect.source;

/** An agent or a document could not be read; the message says what, where and what to do. */
public final class MtConnectRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for a person
   * @param cause what was refused
   */
  public MtConnectRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
