package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.split.LatestValues;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What was handed over from a history and may come once more in live messages: recognised by item,
 * time, value and status. Bounded; of older values than it remembers only the time is known. Pure:
 * no threads, no clock.
 */
final class BackfilledValues {

  /** Of all items together, divided among them. */
  static final int MOST = 16_384;

  private static final int LEAST_OF_AN_ITEM = 16;

  private record Value(long time, int content) {}

  private final int mostOfAnItem;
  private final Map<Integer, Deque<Value>> values = new HashMap<>();

  /** Up to here a value of the item counts as handed over, whatever it says. */
  private final long[] forgottenUpTo;

  /** Goes on after a restart: what a history brought before is known by its latest time only. */
  BackfilledValues(LatestValues restored) {
    mostOfAnItem = Math.max(LEAST_OF_AN_ITEM, MOST / Math.max(1, restored.items()));
    forgottenUpTo = new long[restored.items()];
    Arrays.fill(forgottenUpTo, OpcUaBatch.ABSENT);
    for (int item = 0; item < restored.items(); item++) {
      if (restored.mayRepeatOlder(item)) {
        // of the latest time itself the values are known
        forgottenUpTo[item] = restored.time(item) - 1;
      }
    }
  }

  /** A value was handed over and older ones of its item may still come again. */
  void add(int item, long time, int content) {
    Deque<Value> ofItem = values.computeIfAbsent(item, i -> new ArrayDeque<>());
    ofItem.add(new Value(time, content));
    if (ofItem.size() > mostOfAnItem) {
      forgottenUpTo[item] = Math.max(forgottenUpTo[item], ofItem.poll().time());
    }
  }

  /** Whether a value was handed over before. */
  boolean contains(int item, long time, int content) {
    if (time <= forgottenUpTo[item]) {
      return true;
    }
    Deque<Value> ofItem = values.get(item);
    if (ofItem == null) {
      return false;
    }
    // from the latest on: live messages repeat the end of a history
    Iterator<Value> latestFirst = ofItem.descendingIterator();
    while (latestFirst.hasNext()) {
      Value value = latestFirst.next();
      if (value.time() == time && value.content() == content) {
        return true;
      }
    }
    return false;
  }

  /** Whether any value of the item is known by more than its time. */
  boolean remembers(int item) {
    return values.containsKey(item);
  }

  /** Whether any value of the item may come again that is not its latest. */
  boolean expects(int item) {
    return values.containsKey(item) || forgottenUpTo[item] != OpcUaBatch.ABSENT;
  }

  /** Up to the given time every value of the item counts as handed over, whatever it says. */
  void goByTime(int item, long upTo) {
    forgottenUpTo[item] = Math.max(forgottenUpTo[item], upTo);
  }

  /** No older value of the item comes any more. */
  void forget(int item) {
    values.remove(item);
    forgottenUpTo[item] = OpcUaBatch.ABSENT;
  }
}
