package io.resonance.connector.opcua.source.reader;

/**
 * Arithmetic of sequence numbers: UInt32 without 0, so 1 follows 4294967295 (OPC UA Part 4,
 * 5.14.1.1).
 */
final class Sequences {

  static final long MAX = 0xFFFF_FFFFL;

  private Sequences() {}

  static long next(long sequence) {
    return sequence == MAX ? 1 : sequence + 1;
  }

  /** How many numbers lie from the first to the second; negative if the second is behind. */
  static long distance(long from, long to) {
    long forward = Math.floorMod(to - from, MAX);
    return forward > MAX / 2 ? forward - MAX : forward;
  }
}
