package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.split.LatestValues;

/**
 * Recognises the latest value of an item when it is sent once more, in a message of its own: some
 * servers (node-opcua) do so for every item when a session is activated on another connection or a
 * subscription is transferred, whatever was asked for. Pure.
 *
 * <p>It is the same value if its time and what it says are the same as of the one before; where
 * only the time of the one before is known, if that is the same. Looks at some intervals only, for
 * it costs time.
 */
final class ResentValues {

  private static final int INTERVALS = 10;

  private final LatestValues latest;
  private int intervalsLeft = INTERVALS;

  /** Begins to look for the values that are the latest now, or will be. */
  ResentValues(LatestValues latest) {
    this.latest = latest.copy();
  }

  /** Whether a value is the one before of its item once more; to be asked of each in its order. */
  boolean isAgain(OpcUaColumns columns, int index) {
    int item = columns.item(index);
    long time = columns.orderTime(index);
    int content = columns.contentHash(index);
    boolean again = latest.isAgain(item, time, content);
    latest.live(item, time, content);
    return again;
  }

  /** An interval is complete; whether it was the last to be looked at. */
  boolean isOver() {
    return --intervalsLeft <= 0;
  }
}
