package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The latest value of each item that was handed over: its time and a hash of what it said, so that
 * it is recognised when a server gives it once more, and another value of the same time is not
 * taken for it. Where an item has several values of one time, all of them are known. Not
 * thread-safe.
 */
public final class LatestValues {

  /** A server without a clock gives all values one time; the latest of them are enough. */
  static final int MOST_OF_ONE_TIME = 16;

  private static final int[] NONE = {};

  private final long[] times;
  private final int[] contents;

  /** Items of whose latest value more than its time is known. */
  private final BitSet known;

  /**
   * Items of which live messages may repeat values older than the latest: it came from a history,
   * or the item is monitored anew.
   */
  private final BitSet fromHistory;

  /** What further values of the latest time said, by item; hardly ever any. */
  private final Map<Integer, int[]> others;

  private LatestValues(
      long[] times, int[] contents, BitSet known, BitSet fromHistory, Map<Integer, int[]> others) {
    this.times = times;
    this.contents = contents;
    this.known = known;
    this.fromHistory = fromHistory;
    this.others = others;
  }

  /** Of items without any value. */
  public static LatestValues none(int items) {
    long[] times = new long[items];
    Arrays.fill(times, OpcUaBatch.ABSENT);
    return new LatestValues(times, new int[items], new BitSet(), new BitSet(), new HashMap<>());
  }

  /**
   * Of items of which only the times are known, as state before version 4 has them. Any of them may
   * have come from a history.
   */
  static LatestValues ofTimes(long[] times) {
    LatestValues latest = none(times.length);
    System.arraycopy(times, 0, latest.times, 0, times.length);
    for (int i = 0; i < times.length; i++) {
      latest.fromHistory.set(i, times[i] != OpcUaBatch.ABSENT);
    }
    return latest;
  }

  static LatestValues of(
      long[] times, int[] contents, BitSet known, BitSet fromHistory, Map<Integer, int[]> others) {
    return new LatestValues(times, contents, known, fromHistory, new HashMap<>(others));
  }

  /** The same, to be changed apart from this. */
  public LatestValues copy() {
    return new LatestValues(
        times.clone(),
        contents.clone(),
        (BitSet) known.clone(),
        (BitSet) fromHistory.clone(),
        new HashMap<>(others)); // its arrays are never written to
  }

  /**
   * Of other items.
   *
   * @param before which of these items each of those was, negative for none
   */
  LatestValues arranged(int[] before) {
    LatestValues arranged = none(before.length);
    for (int i = 0; i < before.length; i++) {
      int item = before[i];
      if (item >= 0) {
        arranged.times[i] = times[item];
        arranged.contents[i] = contents[item];
        arranged.known.set(i, known.get(item));
        arranged.fromHistory.set(i, fromHistory.get(item));
        if (others.containsKey(item)) {
          arranged.others.put(i, others.get(item));
        }
      }
    }
    return arranged;
  }

  /** How many items there are. */
  public int items() {
    return times.length;
  }

  /** Source time of the latest value of an item, or {@link OpcUaBatch#ABSENT}. */
  public long time(int item) {
    return times[item];
  }

  /** Source times of the latest values of all items, or {@link OpcUaBatch#ABSENT}. */
  public long[] times() {
    return times.clone();
  }

  /** Hash of what the latest value of an item said, if that {@link #isKnown}. */
  int content(int item) {
    return contents[item];
  }

  /** Whether more is known of the latest value of an item than its time. */
  boolean isKnown(int item) {
    return known.get(item);
  }

  /** Hashes of what further values of the latest time of an item said. */
  int[] others(int item) {
    return others.getOrDefault(item, NONE);
  }

  /** The items that have {@link #others}, and these. */
  Map<Integer, int[]> others() {
    return others;
  }

  /** Whether live messages may repeat values of an item that are older than the latest. */
  public boolean mayRepeatOlder(int item) {
    return fromHistory.get(item);
  }

  /** An item is monitored anew, and its present value may be any that it had before. */
  public void expectOlder(int item) {
    fromHistory.set(item, times[item] != OpcUaBatch.ABSENT);
  }

  BitSet known() {
    return known;
  }

  BitSet fromHistory() {
    return fromHistory;
  }

  /**
   * Whether a value is the latest of its item once more: one of the same time that says the same,
   * or one of the same time where only that is known.
   */
  public boolean isAgain(int item, long time, int content) {
    if (time == OpcUaBatch.ABSENT || time != times[item]) {
      return false;
    }
    if (!known.get(item) || content == contents[item]) {
      return true;
    }
    for (int other : others(item)) {
      if (content == other) {
        return true;
      }
    }
    return false;
  }

  /** Hashes of what the values of the latest time of an item said, as far as they are known. */
  public void forEachLatest(int item, IntConsumer contentsOfItem) {
    if (known.get(item)) {
      contentsOfItem.accept(contents[item]);
      Arrays.stream(others(item)).forEach(contentsOfItem);
    }
  }

  /** Live values are handed over, in the order of their items. */
  public void live(OpcUaColumns values) {
    // run by run, for of each item only the last value and those of its time count
    for (int from = 0; from < values.size(); ) {
      int end = values.endOfRun(from);
      int last = end - 1;
      while (last >= from && values.orderTime(last) == OpcUaBatch.ABSENT) {
        last--;
      }
      if (last >= from) {
        int item = values.item(from);
        long time = values.orderTime(last);
        int first = last;
        while (first > from && values.orderTime(first - 1) == time) {
          first--;
        }
        for (int i = first; i <= last; i++) {
          live(item, time, values.contentHash(i));
        }
      }
      from = end;
    }
  }

  /**
   * A live value is handed over. It may be older than what a history brought, where that had not
   * everything; then the latest is still that of the history.
   */
  public void live(int item, long time, int content) {
    boolean behindHistory = fromHistory.get(item) && time < times[item];
    if (time != OpcUaBatch.ABSENT && !behindHistory) {
      if (time > times[item]) {
        fromHistory.clear(item);
      }
      set(item, time, content);
    }
  }

  /** A value from a history is handed over. */
  public void fromHistory(int item, long time, int content) {
    if (time != OpcUaBatch.ABSENT) {
      set(item, time, content);
      fromHistory.set(item);
    }
  }

  private void set(int item, long time, int content) {
    if (time != times[item] || !known.get(item)) {
      times[item] = time;
      contents[item] = content;
      known.set(item);
      if (!others.isEmpty()) {
        others.remove(item);
      }
    } else if (content != contents[item]) {
      int[] before = others(item);
      int dropped = before.length < MOST_OF_ONE_TIME ? 0 : 1;
      int[] more = Arrays.copyOfRange(before, dropped, before.length + 1);
      more[more.length - 1] = contents[item];
      others.put(item, more);
      contents[item] = content;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatestValues that
        && Arrays.equals(times, that.times)
        && Arrays.equals(contents, that.contents)
        && known.equals(that.known)
        && fromHistory.equals(that.fromHistory)
        && others.keySet().equals(that.others.keySet())
        && others.keySet().stream().allMatch(i -> Arrays.equals(others(i), that.others(i)));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return "LatestValues" + Arrays.toString(times);
  }
}
