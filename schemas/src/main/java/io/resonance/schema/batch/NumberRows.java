package io.resonance.schema.batch;

/**
 * Numbers on their way into a batch, column by column; filled and used again and again. The arrays
 * are open, for a call for each value and column would cost more than the copy they save.
 */
public final class NumberRows {

  /** What {@link EquipmentBatchBuilder#key} answered. */
  public final int[] keyIndex;

  /** Nanoseconds since the Unix epoch. */
  public final long[] sourceTime;

  /** Nanoseconds since the Unix epoch, or {@link EquipmentBatch#NO_TIME}. */
  public final long[] serverTime;

  public final int[] statusCode;

  /** Codes of DOUBLE, LONG or BOOLEAN. */
  public final byte[] kind;

  /** The bits of a double, a long, or 0 and 1. */
  public final long[] bits;

  /** Makes room for a number of rows. */
  public NumberRows(int capacity) {
    keyIndex = new int[capacity];
    sourceTime = new long[capacity];
    serverTime = new long[capacity];
    statusCode = new int[capacity];
    kind = new byte[capacity];
    bits = new long[capacity];
  }

  /** How many rows there is room for. */
  public int capacity() {
    return keyIndex.length;
  }
}
