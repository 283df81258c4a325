package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.streams.ScanningStreamsParser;

/**
 * The scanner met something that it leaves to the XML parser. No failure: it has no stack trace,
 * because it only leads from deep inside a document back to {@link ScanningStreamsParser}.
 */
public final class DoubtException extends Exception {
  private static final long serialVersionUID = 1L;

  public DoubtException() {
    super("The document is left to the XML parser", null, false, false);
  }
}
