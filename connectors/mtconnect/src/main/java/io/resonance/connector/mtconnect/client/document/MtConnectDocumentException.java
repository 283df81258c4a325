package io.resonance.connector.mtconnect.client.document;

/** A document or an answer of an agent that cannot be used; the message says what and where. */
public final class MtConnectDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  public MtConnectDocumentException(String message) {
    super(message);
  }

  public MtConnectDocumentException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a message quotes of a document: not more than 200 characters. */
  public static String cut(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
