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
    this(capacity, new long[capacity], new long[capacity]);
  }

  private Columns(int capacity, long[] sourceTime, long[] serverTime) {
    keyIndex = new int[capacity];
    sequence = new long[capacity];
    this.sourceTime = sourceTime;
    this.serverTime = serverTime;
    kind = new byte[capacity];
    bits = new long[capacity];
    statusCode = new int[capacity];
  }

  /** Columns in which both times of every row are the same; to be filled once. */
  static Columns withOneTime(int capacity) {
    long[] time = new long[capacity];
    return new Columns(capacity, time, time);
  }

  /**
   * The rows of another batch with other numbers in some of them: the numbers are copied, all else
   * is shared.
   */
  static Columns converting(Columns other) {
    Columns columns = sharing(other);
    columns.bits = Arrays.copyOf(other.bits, other.size);
    columns.converted =
        other.converted == null
            ? new boolean[other.size]
            : Arrays.copyOf(other.converted, other.size);
    columns.nativeNumber =
        other.nativeNumber == null
            ? new double[other.size]
            : Arrays.copyOf(other.nativeNumber, other.size);
    return columns;
  }

  /** The rows of another batch; neither may be changed afterwards. */
  static Columns sharing(Columns other) {
    Columns columns = new Columns(0);
    columns.size = other.size;
    columns.keyIndex = other.keyIndex;
    columns.sequence = other.sequence;
    columns.sourceTime = other.sourceTime;
    columns.serverTime = other.serverTime;
    columns.kind = other.kind;
    columns.bits = other.bits;
    columns.statusCode = other.statusCode;
    columns.objects = other.objects;
    columns.converted = other.converted;
    columns.nativeNumber = other.nativeNumber;
    columns.backfilled = other.backfilled;
    return columns;
  }

  /** Makes room for one more row. */
  void ensureRoom() {
    if (size == keyIndex.length) {
      grow(Math.max(8, size * 2));
    }
  }

  /** Adds the first rows of these, all of one message. */
  void add(NumberRows rows, int count, long message) {
    if (size + count > keyIndex.length) {
      grow(Math.max(size + count, size * 2));
    }
    System.arraycopy(rows.keyIndex, 0, keyIndex, size, count);
    Arrays.fill(sequence, size, size + count, message);
    System.arraycopy(rows.sourceTime, 0, sourceTime, size, count);
    System.arraycopy(rows.serverTime, 0, serverTime, size, count);
    System.arraycopy(rows.statusCode, 0, statusCode, size, count);
    System.arraycopy(rows.kind, 0, kind, size, count);
    System.arraycopy(rows.bits, 0, bits, size, count);
    size += count;
  }

  private void grow(int capacity) {
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
