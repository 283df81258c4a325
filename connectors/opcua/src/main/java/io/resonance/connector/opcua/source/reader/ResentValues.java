package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import java.util.BitSet;

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

  private final long[] times;
  private final int[] contents;
  private final BitSet contentsKnown;
  private int intervalsLeft = INTERVALS;

  /**
   * Begins to look.
   *
   * @param lastTimes time of the latest value of each item
   * @param latest a message whose values are among the latest
   */
  ResentValues(long[] lastTimes, OpcUaColumns latest) {
    times = lastTimes.clone();
    contents = new int[times.length];
    contentsKnown = new BitSet(times.length);
    for (int i = 0; i < latest.size(); i++) {
      if (latest.orderTime(i) == times[latest.item(i)]) {
        contents[latest.item(i)] = latest.contentHash(i);
        contentsKnown.set(latest.item(i));
      }
    }
  }

  /** Whether a value is the one before of its item once more; to be asked of each in its order. */
  boolean isAgain(OpcUaColumns columns, int index) {
    long time = columns.orderTime(index);
    if (time == OpcUaBatch.ABSENT) {
      return false;
    }
    int item = columns.item(index);
    int content = columns.contentHash(index);
    boolean again = time == times[item] && (!contentsKnown.get(item) || content == contents[item]);
    times[item] = time;
    contents[item] = content;
    contentsKnown.set(item);
    return again;
  }

  /** An interval is complete; whether it was the last to be looked at. */
  boolean isOver() {
    return --intervalsLeft <= 0;
  }
}
