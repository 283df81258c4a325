package io.resonance.connector.opcua.source;

/**
 * A LocalizedText (OPC UA Part 3, 8.5).
 *
 * @param locale such as {@code de-DE}, empty where the server gives none
 * @param text the text in that locale
 */
public record OpcUaLocalizedText(String locale, String text) {}
