package io.resonance.benchmark.mtconnect;

import java.util.Arrays;

/**
 * A streams document whose sequence numbers can be moved on in place, so that an agent can send it
 * again and again at no cost.
 *
 * <p>It is ordered as agents order theirs: by device, component, category and DataItem, each
 * DataItem's observations in ascending order, so that neighbours are not neighbours in sequence.
 */
final class StreamsDocument {

  /** Digits of every sequence number: enough for hours at any speed. */
  static final int DIGITS = 10;

  /** The first sequence number of a new document. */
  static final long FIRST = 1_000_000_000L;

  private final byte[] bytes;
  private final int[] positions;
  private final int[] offsets;
  private final int observations;

  /**
   * @param bytes the document
   * @param positions where sequence numbers stand in it
   * @param offsets how far each of them is from the document's first
   * @param observations how many it holds
   */
  StreamsDocument(byte[] bytes, int[] positions, int[] offsets, int observations) {
    this.bytes = bytes;
    this.positions = positions;
    this.offsets = offsets;
    this.observations = observations;
  }

  /** The document itself; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  int observations() {
    return observations;
  }

  /** Gives its first observation this sequence number, and the others those that follow. */
  void beginAt(long first) {
    if (first < FIRST || first > FIRST * 10 - 1 - observations) {
      throw new IllegalArgumentException("%d does not have %d digits".formatted(first, DIGITS));
    }
    for (int i = 0; i < positions.length; i++) {
      long number = first + offsets[i];
      for (int at = positions[i] + DIGITS - 1; at >= positions[i]; at--) {
        bytes[at] = (byte) ('0' + number % 10);
        number /= 10;
      }
    }
  }

  /** A document of its own that holds the same. */
  StreamsDocument copy() {
    return new StreamsDocument(
        Arrays.copyOf(bytes, bytes.length), positions, offsets, observations);
  }
}
