package io.resonance.connector.mtconnect.client.document;

/**
 * What a document may be at most; anything beyond is refused, not truncated.
 *
 * @param bytes of a document or a part of a stream
 * @param depth of nested elements
 * @param attributes of one element
 * @param text characters of one value or attribute
 * @param observations in one document
 * @param entries of one observation that is a DATA_SET or TABLE
 */
public record DocumentLimits(
    int bytes, int depth, int attributes, int text, int observations, int entries) {

  /** 64 MiB, 64 levels, 64 attributes, 1 Mi characters, 1 Mi observations, 64 Ki entries. */
  public static DocumentLimits standard() {
    return new DocumentLimits(64 << 20, 64, 64, 1 << 20, 1 << 20, 1 << 16);
  }
}
