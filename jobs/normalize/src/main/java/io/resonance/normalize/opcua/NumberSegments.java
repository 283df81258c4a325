package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import io.resonance.schema.batch.NumberRows;
import java.util.Arrays;

/**
 * The rows of one equipment on their way out of a notification that holds only numbers for it.
 * Values that follow each other are copied at once: the nodes of a machine mostly lie side by side.
 */
final class NumberSegments {

  private final OpcUaBatch batch;
  private final NumberRows rows;
  private final boolean areDoubles;
  private int filled;

  /** The values that follow each other directly and are not copied yet. */
  private int from;

  private int to;

  /**
   * Starts without rows.
   *
   * @param size how many there will be
   */
  NumberSegments(OpcUaBatch batch, int size) {
    this.batch = batch;
    this.rows = new NumberRows(size);
    this.areDoubles = batch.hasOneKind() && batch.kind(0) == OpcUaValueKind.DOUBLE;
    rows.kind = areDoubles ? null : new byte[size];
    rows.statusCode = batch.isAllGood() ? null : new int[size];
    rows.serverTime = batch.hasOneTime() ? null : new long[size];
  }

  /** Adds values of one property. */
  void add(int first, int end, int key) {
    if (first != to) {
      copy();
      from = first;
    }
    int at = filled + first - from;
    Arrays.fill(rows.keyIndex, at, at + end - first, key);
    to = end;
  }

  /** All rows. */
  NumberRows rows() {
    copy();
    return rows;
  }

  private void copy() {
    int count = to - from;
    batch.copyTo(from, count, rows.sourceTime, rows.bits, filled);
    for (int i = 0; rows.kind != null && i < count; i++) {
      OpcUaValues.put(batch, from + i, rows, filled + i);
    }
    for (int i = 0; rows.statusCode != null && i < count; i++) {
      rows.statusCode[filled + i] = batch.statusCode(from + i);
    }
    for (int i = 0; rows.serverTime != null && i < count; i++) {
      rows.serverTime[filled + i] = batch.serverTime(from + i);
    }
    filled += count;
    from = to;
  }
}
