package io.resonance.schema.batch;

import java.util.Arrays;

/**
 * The parallel arrays of a batch; arrays may be longer than {@link #size}. Optional columns are
 * null while no row needs them, which saves their bytes on the wire: most batches are doubles in
 * their canonical unit.
 */
final class Columns {

  int size;
  int[] keyIndex;
  long[] sequence;
  long[] sourceTime;
  long[] serverTime;
  byte[] kind;
  long[] bits;
  int[] statusCode;
  Object[] objects;
  boolean[] converted;
  double[] nativeNumber;
  boolean backfilled;

  Columns(int capacity) {
    keyIndex = new int[capacity];
    sequence = new long[capacity];
    sourceTime = new long[capacity];
    serverTime = new long[capacity];
    kind = new byte[capacity];
    bits = new long[capacity];
    statusCode = new int[capacity];
  }

  /** Makes room for one more row. */
  void ensureRoom() {
    if (size < keyIndex.length) {
      return;
    }
    int capacity = Math.max(8, size * 2);
    keyIndex = Arrays.copyOf(keyIndex, capacity);
    sequence = Arrays.copyOf(sequence, capacity);
    sourceTime = Arrays.copyOf(sourceTime, capacity);
    serverTime = Arrays.copyOf(serverTime, capacity);
    kind = Arrays.copyOf(kind, capacity);
    bits = Arrays.copyOf(bits, capacity);
    statusCode = Arrays.copyOf(statusCode, capacity);
    if (objects != null) {
      objects = Arrays.copyOf(objects, capacity);
    }
    if (converted != null) {
      converted = Arrays.copyOf(converted, capacity);
      nativeNumber = Arrays.copyOf(nativeNumber, capacity);
    }
  }

  void ensureObjects() {
    if (objects == null) {
      objects = new Object[keyIndex.length];
    }
  }

  void ensureConverted() {
    if (converted == null) {
      converted = new boolean[keyIndex.length];
      nativeNumber = new double[keyIndex.length];
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Columns that) || size != that.size || backfilled != that.backfilled) {
      return false;
    }
    return Arrays.equals(keyIndex, 0, size, that.keyIndex, 0, size)
        && Arrays.equals(sequence, 0, size, that.sequence, 0, size)
        && Arrays.equals(sourceTime, 0, size, that.sourceTime, 0, size)
        && Arrays.equals(serverTime, 0, size, that.serverTime, 0, size)
        && Arrays.equals(kind, 0, size, that.kind, 0, size)
        && Arrays.equals(bits, 0, size, that.bits, 0, size)
        && Arrays.equals(statusCode, 0, size, that.statusCode, 0, size)
        && sameOptional(that);
  }

  private boolean sameOptional(Columns that) {
    for (int row = 0; row < size; row++) {
      Object mine = objects == null ? null : objects[row];
      Object theirs = that.objects == null ? null : that.objects[row];
      boolean isConverted = converted != null && converted[row];
      boolean theirsConverted = that.converted != null && that.converted[row];
      if (!java.util.Objects.deepEquals(mine, theirs) || isConverted != theirsConverted) {
        return false;
      }
      if (isConverted && Double.compare(nativeNumber[row], that.nativeNumber[row]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return size;
  }
}
