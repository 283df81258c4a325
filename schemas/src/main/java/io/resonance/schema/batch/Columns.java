package io.resonance.schema.batch;

import java.util.Arrays;
import java.util.Objects;

/**
 * The parallel arrays of a batch; arrays may be longer than {@link #size}.
 *
 * <p>In most batches all rows come from one message, are doubles with status Good and have one time
 * for both timestamps. So a column of which all rows are the same is one value and no array, and
 * optional columns are there only where a row needs them: what is not in memory is neither copied
 * nor written.
 */
final class Columns {

  private static final byte NONE = ValueKind.NONE.code();

  int size;
  int[] keyIndex;
  long[] sourceTime;
  long[] bits;

  /** Absent while every row has the first one's. */
  long[] sequence;

  /** Absent while every row has its source time. */
  long[] serverTime;

  /** Absent while every row has the first one's. */
  byte[] kind;

  /** Absent while every row has the first one's. */
  int[] statusCode;

  long oneSequence;
  byte oneKind;
  int oneStatusCode;

  Object[] objects;
  boolean[] converted;

  /** The bits of the doubles that were converted, meaningful where {@link #converted}. */
  long[] nativeBits;

  /**
   * What single values have beside them; absent while no row has anything, null where one has not.
   */
  Object[] attributes;

  boolean backfilled;

  /** So many rows, all of them with {@link #oneKind}; further ones have no value. */
  private int ofOneKind;

  Columns(int capacity) {
    keyIndex = new int[capacity];
    sourceTime = new long[capacity];
    bits = new long[capacity];
  }

  private Columns(int[] keyIndex, long[] sourceTime, long[] bits) {
    this.keyIndex = keyIndex;
    this.sourceTime = sourceTime;
    this.bits = bits;
    this.size = keyIndex.length;
  }

  /** Columns of full arrays, which go over; the other columns are to be set. */
  static Columns of(int[] keyIndex, long[] sourceTime, long[] bits) {
    return new Columns(keyIndex, sourceTime, bits);
  }

  /** Columns that take over the arrays of these rows, all of one message. */
  static Columns of(NumberRows rows, long message) {
    Columns columns = new Columns(rows.keyIndex, rows.sourceTime, rows.bits);
    columns.oneSequence = message;
    columns.serverTime = rows.serverTime;
    columns.statusCode = rows.statusCode;
    columns.kind = rows.kind;
    columns.oneKind = ValueKind.DOUBLE.code();
    columns.ofOneKind = columns.size;
    return columns;
  }

  /**
   * The rows of another batch with other numbers in some of them: the numbers are copied, all else
   * is shared.
   */
  static Columns converting(Columns other) {
    Columns columns = sharing(other);
    columns.bits = Arrays.copyOf(other.bits, other.size);
    if (other.converted == null) {
      columns.converted = new boolean[other.size];
      columns.nativeBits = other.bits; // what they are before they are converted
    } else {
      columns.converted = Arrays.copyOf(other.converted, other.size);
      columns.nativeBits = Arrays.copyOf(other.nativeBits, other.size);
      for (int row = 0; row < other.size; row++) {
        columns.nativeBits[row] = other.converted[row] ? other.nativeBits[row] : other.bits[row];
      }
    }
    return columns;
  }

  /** The rows of another batch; neither may be changed afterwards. */
  static Columns sharing(Columns other) {
    Columns columns = new Columns(other.keyIndex, other.sourceTime, other.bits);
    columns.size = other.size;
    columns.sequence = other.sequence;
    columns.serverTime = other.serverTime;
    columns.kind = other.kind;
    columns.statusCode = other.statusCode;
    columns.oneSequence = other.oneSequence;
    columns.oneKind = other.oneKind;
    columns.oneStatusCode = other.oneStatusCode;
    columns.objects = other.objects;
    columns.converted = other.converted;
    columns.nativeBits = other.nativeBits;
    columns.attributes = other.attributes;
    columns.backfilled = other.backfilled;
    columns.ofOneKind = other.ofOneKind;
    return columns;
  }

  long sequence(int row) {
    return sequence == null ? oneSequence : sequence[row];
  }

  long serverTime(int row) {
    return serverTime == null ? sourceTime[row] : serverTime[row];
  }

  byte kind(int row) {
    return kind == null ? oneKind : kind[row];
  }

  int statusCode(int row) {
    return statusCode == null ? oneStatusCode : statusCode[row];
  }

  Object object(int row) {
    return objects == null ? null : objects[row];
  }

  boolean isConverted(int row) {
    return converted != null && converted[row];
  }

  /** Adds a row without a value. */
  void addRow(int key, long message, long measuredAt, long receivedAt, int status) {
    if (size == keyIndex.length) {
      grow(Math.max(8, size * 2));
    }
    int row = size++;
    keyIndex[row] = key;
    sourceTime[row] = measuredAt;
    if (row == 0) {
      oneSequence = message;
      oneStatusCode = status;
    }
    if (sequence == null && message != oneSequence) {
      sequence = filled(new long[keyIndex.length], row, oneSequence);
    }
    if (statusCode == null && status != oneStatusCode) {
      statusCode = new int[keyIndex.length];
      Arrays.fill(statusCode, 0, row, oneStatusCode);
    }
    if (serverTime == null && receivedAt != measuredAt) {
      serverTime = Arrays.copyOf(sourceTime, sourceTime.length);
    }
    if (sequence != null) {
      sequence[row] = message;
    }
    if (statusCode != null) {
      statusCode[row] = status;
    }
    if (serverTime != null) {
      serverTime[row] = receivedAt;
    }
  }

  private static long[] filled(long[] column, int rows, long value) {
    Arrays.fill(column, 0, rows, value);
    return column;
  }

  /** Gives the last row a value. */
  void value(byte valueKind, long valueBits) {
    int row = size - 1;
    bits[row] = valueBits;
    if (kind == null && (row == 0 || (ofOneKind >= row && valueKind == oneKind))) {
      oneKind = valueKind;
      ofOneKind = size;
      return;
    }
    spreadKinds();
    kind[row] = valueKind;
  }

  /** Gives the last row an object beside its bits. */
  void object(byte valueKind, long valueBits, Object value) {
    value(valueKind, valueBits);
    if (objects == null) {
      objects = new Object[keyIndex.length];
    }
    objects[size - 1] = value;
  }

  /** Says what the last row's number was before it was converted. */
  void convertedFrom(double nativeNumber) {
    if (converted == null) {
      converted = new boolean[keyIndex.length];
      nativeBits = new long[keyIndex.length];
    }
    converted[size - 1] = true;
    nativeBits[size - 1] = Double.doubleToRawLongBits(nativeNumber);
  }

  /** No row will be added. */
  void finish() {
    if (kind == null && ofOneKind < size) {
      spreadKinds();
    }
  }

  private void spreadKinds() {
    if (kind == null) {
      kind = new byte[keyIndex.length];
      Arrays.fill(kind, 0, ofOneKind, oneKind);
      Arrays.fill(kind, ofOneKind, kind.length, NONE);
    }
  }

  private void grow(int capacity) {
    keyIndex = Arrays.copyOf(keyIndex, capacity);
    sourceTime = Arrays.copyOf(sourceTime, capacity);
    bits = Arrays.copyOf(bits, capacity);
    sequence = sequence == null ? null : Arrays.copyOf(sequence, capacity);
    serverTime = serverTime == null ? null : Arrays.copyOf(serverTime, capacity);
    kind = kind == null ? null : Arrays.copyOf(kind, capacity);
    statusCode = statusCode == null ? null : Arrays.copyOf(statusCode, capacity);
    objects = objects == null ? null : Arrays.copyOf(objects, capacity);
    attributes = attributes == null ? null : Arrays.copyOf(attributes, capacity);
    if (converted != null) {
      converted = Arrays.copyOf(converted, capacity);
      nativeBits = Arrays.copyOf(nativeBits, capacity);
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Columns that) || size != that.size || backfilled != that.backfilled) {
      return false;
    }
    if (!Arrays.equals(keyIndex, 0, size, that.keyIndex, 0, size)
        || !Arrays.equals(sourceTime, 0, size, that.sourceTime, 0, size)
        || !Arrays.equals(bits, 0, size, that.bits, 0, size)) {
      return false;
    }
    for (int row = 0; row < size; row++) {
      if (!isSame(that, row)) {
        return false;
      }
    }
    return true;
  }

  Object attributes(int row) {
    return attributes == null ? null : attributes[row];
  }

  /** Says what one row has beside its value. */
  void attributes(int row, Object said) {
    if (attributes == null) {
      attributes = new Object[keyIndex.length];
    }
    attributes[row] = said;
  }

  private boolean isSame(Columns that, int row) {
    return sequence(row) == that.sequence(row)
        && serverTime(row) == that.serverTime(row)
        && kind(row) == that.kind(row)
        && statusCode(row) == that.statusCode(row)
        && Objects.deepEquals(object(row), that.object(row))
        && Objects.equals(attributes(row), that.attributes(row))
        && isConverted(row) == that.isConverted(row)
        && (!isConverted(row) || nativeBits[row] == that.nativeBits[row]);
  }

  @Override
  public int hashCode() {
    return size;
  }
}
