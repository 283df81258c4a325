package io.resonance.connector.mtconnect.client;

/**
 * The scanner met something that it leaves to the XML parser. No failure: it has no stack trace,
 * because it only leads from deep inside a document back to {@link ScanningStreamsParser}.
 */
final class DoubtException extends Exception {
  private static final long serialVersionUID = 1L;

  DoubtException() {
    super("The document is left to the XML parser", null, false, false);
  }
}
