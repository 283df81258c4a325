package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * How far each item of a subscription was handed over, and which values are repetitions. Pure: no
 * threads, no clock.
 *
 * <p>While an item may overlap (after history or a restore), a value that is not newer than the
 * last one handed over is the same value once more; the first newer value ends that. Outside of it
 * a server's clock may go backwards, and only {@link ResentValues} are repetitions.
 */
final class ItemProgress {

  private final List<String> nodeIds;
  private final long[] lastTimes;
  private final BitSet refused;
  private final boolean[] overlapping;
  private int overlaps;
  private Optional<ResentValues> resent = Optional.empty();

  /** The latest message with values. */
  private OpcUaColumns latest = new OpcUaColumns(0);

  /** Up to here every item was handed over, as far as values came live. */
  private long liveUpTo = OpcUaBatch.ABSENT;

  /** The latest value of messages whose rest may still be to come. */
  private long liveMax = OpcUaBatch.ABSENT;

  ItemProgress(OpcUaSubscriptionSplit split) {
    nodeIds = split.nodeIds();
    lastTimes = split.lastTimes();
    refused = split.refused();
    overlapping = new boolean[lastTimes.length];
    expectOverlap();
  }

  /** From here on the server may send the latest values once more, though none was lost. */
  void expectResent() {
    resent = Optional.of(new ResentValues(lastTimes, latest));
  }

  /** From here on values may come a second time. */
  void expectOverlap() {
    overlaps = 0;
    for (int i = 0; i < lastTimes.length; i++) {
      overlapping[i] = lastTimes[i] != OpcUaBatch.ABSENT;
      overlaps += overlapping[i] ? 1 : 0;
    }
  }

  /** The values that were not handed over before; all of them unless an overlap is expected. */
  OpcUaColumns withoutRepeats(OpcUaColumns columns) {
    if (overlaps == 0 && resent.isEmpty()) {
      return columns;
    }
    OpcUaColumns fresh = new OpcUaColumns(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      int item = columns.item(i);
      long time = columns.orderTime(i);
      if (overlapping[item] && time != OpcUaBatch.ABSENT) {
        if (time <= lastTimes[item]) {
          continue;
        }
        overlapping[item] = false;
        overlaps--;
      }
      if (resent.isEmpty() || !resent.get().isAgain(columns, i)) {
        fresh.addFrom(columns, i);
      }
    }
    return fresh;
  }

  /** Values of a message are handed over; the rest of their interval may still be to come. */
  void handedOver(OpcUaColumns columns) {
    for (int i = 0; i < columns.size(); i++) {
      long time = columns.orderTime(i);
      if (time != OpcUaBatch.ABSENT) {
        lastTimes[columns.item(i)] = time;
      }
    }
    liveMax = Math.max(liveMax, columns.latestTime());
    if (columns.size() > 0) {
      latest = columns;
    }
  }

  /** All values up to the latest one have come. */
  void intervalComplete() {
    liveUpTo = liveMax;
    resent = resent.filter(values -> !values.isOver());
  }

  /** The values of a history that are newer than what was handed over; they count as such now. */
  OpcUaColumns handOverHistory(OpcUaColumns columns) {
    OpcUaColumns fresh = new OpcUaColumns(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      long last = lastTimes[columns.item(i)];
      if (last == OpcUaBatch.ABSENT || columns.orderTime(i) > last) {
        fresh.addFrom(columns, i);
        lastTimes[columns.item(i)] = columns.orderTime(i);
      }
    }
    return fresh;
  }

  /**
   * Items of a message before whose values the server discarded some that were not handed over yet.
   */
  List<Integer> overflowed(OpcUaColumns columns) {
    List<Integer> items = new ArrayList<>();
    if (columns.anyOverflow()) {
      boolean[] seen = new boolean[lastTimes.length];
      for (int i = 0; i < columns.size(); i++) {
        int item = columns.item(i);
        if (columns.overflowed(i) && !seen[item] && columns.orderTime(i) > lastTimes[item]) {
          seen[item] = true;
          items.add(item);
        }
      }
    }
    return items;
  }

  /** Items the server does not monitor. */
  BitSet refused() {
    return refused;
  }

  /** A node is monitored or not; it may also be none of the items, but one that sends events. */
  void refused(String nodeId, boolean isRefused) {
    int item = nodeIds.indexOf(nodeId);
    if (item >= 0) {
      refused.set(item, isRefused);
    }
  }

  /**
   * What to ask the history for: everything of an item that was not handed over.
   *
   * @param since from when on everything is to come of an item without any value; absent if that is
   *     not known
   * @return empty if the history cannot help: neither a value nor a beginning is known
   */
  Optional<HistoryRequest> historyAfter(int item, OptionalLong since) {
    if (lastTimes[item] != OpcUaBatch.ABSENT) {
      return Optional.of(HistoryRequest.afterValue(item, lastTimes[item]));
    }
    return refused.get(item) || since.isEmpty()
        ? Optional.empty()
        : Optional.of(HistoryRequest.since(item, since.getAsLong()));
  }

  /** {@link #historyAfter(int, OptionalLong)} of several items, as far as it can help. */
  List<HistoryRequest> historyAfter(List<Integer> items, OptionalLong since) {
    return items.stream().map(item -> historyAfter(item, since)).flatMap(Optional::stream).toList();
  }

  /** All items. */
  List<Integer> all() {
    return IntStream.range(0, lastTimes.length).boxed().toList();
  }

  /** Whether any item has a value. */
  boolean anyKnown() {
    return Arrays.stream(lastTimes).anyMatch(time -> time != OpcUaBatch.ABSENT);
  }

  /**
   * Nothing of any item before this time is missing: up to the latest value of the last live
   * message every item is complete. Single items may be further, by their history.
   */
  OptionalLong allCompleteUpTo(OptionalLong since) {
    return liveUpTo == OpcUaBatch.ABSENT ? leastOf(all(), since) : OptionalLong.of(liveUpTo);
  }

  /** Nothing of these items before this time is missing, though they overflowed. */
  OptionalLong completeUpTo(List<Integer> items, OptionalLong since) {
    OptionalLong least = leastOf(items, since);
    return liveUpTo == OpcUaBatch.ABSENT || least.isEmpty()
        ? least
        : OptionalLong.of(Math.min(liveUpTo, least.getAsLong()));
  }

  private OptionalLong leastOf(List<Integer> items, OptionalLong since) {
    return historyAfter(items, since).stream().mapToLong(HistoryRequest::afterNanos).min();
  }
}
