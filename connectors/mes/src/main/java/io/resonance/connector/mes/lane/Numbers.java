package io.resonance.connector.mes.lane;

/** A queue of numbers that takes eight bytes for each, and none while it is empty. */
final class Numbers {

  private static final long[] NONE = new long[0];
  private static final int FIRST_ROOM = 8;

  private long[] ring = NONE;
  private int first;
  private int size;

  void add(long number) {
    if (size == ring.length) {
      grow();
    }
    ring[(first + size) % ring.length] = number;
    size++;
  }

  /** The oldest; there must be one. */
  long poll() {
    long number = ring[first];
    first = (first + 1) % ring.length;
    size--;
    if (size == 0) {
      ring = NONE;
      first = 0;
    }
    return number;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private void grow() {
    long[] larger = new long[Math.max(FIRST_ROOM, 2 * size)];
    int untilEnd = Math.min(size, ring.length - first);
    System.arraycopy(ring, first, larger, 0, untilEnd);
    System.arraycopy(ring, 0, larger, untilEnd, size - untilEnd);
    ring = larger;
    first = 0;
  }
}
