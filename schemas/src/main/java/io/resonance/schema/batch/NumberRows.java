package io.resonance.schema.batch;

/**
 * All rows of a batch that holds nothing but numbers of one message, column by column. The arrays
 * are open, for a call for each value and column would cost more than the rest of its way; they go
 * over to the batch, so that rows are used once.
 */
public final class NumberRows {

  /** Index of the row's property in the keys of the batch. */
  public final int[] keyIndex;

  /** Nanoseconds since the Unix epoch. */
  public final long[] sourceTime;

  /** The bits of a double, a long, or 0 and 1. */
  public final long[] bits;

  /**
   * Nanoseconds since the Unix epoch, or {@link EquipmentBatch#NO_TIME}; null where the source time
   * of each row is its server time too.
   */
  public long[] serverTime;

  /** OPC UA StatusCodes; null where all are 0, Good. */
  public int[] statusCode;

  /** Codes of DOUBLE, LONG or BOOLEAN; null where all are DOUBLE. */
  public byte[] kind;

  /** Doubles with status Good and one time; the other columns can be added. */
  public NumberRows(int size) {
    keyIndex = new int[size];
    sourceTime = new long[size];
    bits = new long[size];
  }

  /** How many rows there are. */
  public int size() {
    return keyIndex.length;
  }
}
