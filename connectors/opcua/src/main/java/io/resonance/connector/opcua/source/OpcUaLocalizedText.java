package io.resonance.connector.opcua.source;

import java.util.Objects;

/**
 * A LocalizedText (OPC UA Part 3, 8.5).
 *
 * @param locale such as {@code de-DE}, empty where the server gives none
 * @param text the text in that locale
 */
public record OpcUaLocalizedText(String locale, String text) {

  /** Part of state ({@link OpcUaColumns#contentHash}): it must never change. */
  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(locale) + Objects.hashCode(text);
  }
}
