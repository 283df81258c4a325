package io.resonance.connector.mtconnect.client.text;

/** Knows things by the bytes of their names. */
@FunctionalInterface
public interface TextLookup<T> {
  /** What has the name that stands in a part of an array, or null: asked once per observation. */
  T find(byte[] text, int start, int end);
}
