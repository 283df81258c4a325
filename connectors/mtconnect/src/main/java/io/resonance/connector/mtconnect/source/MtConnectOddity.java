package io.resonance.connector.mtconnect.source;

/**
 * A fault of a document that was tolerated, and how.
 *
 * @param what what was found and what was made of it
 * @param where the DataItem or attribute
 * @param text the text found
 */
public record MtConnectOddity(String what, String where, String text) {}
