package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.split.LatestValues;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * How far each item of a subscription was handed over, and which values are repetitions. Pure: no
 * threads, no clock.
 *
 * <p>While an item may overlap (after history, or in a new subscription), a value that was handed
 * over before is the same value once more if its node, source time, value and status are the same;
 * the first newer value ends that. Outside of it a server's clock may go backwards, and only {@link
 * ResentValues} are repetitions.
 */
final class ItemProgress {

  private final List<String> nodeIds;
  private final LatestValues latest;
  private final BackfilledValues backfilled;
  private final BitSet refused;
  private final boolean[] overlapping;
  private int overlaps;
  private Optional<ResentValues> resent = Optional.empty();

  /** Up to here every item was handed over, as far as values came live. */
  private long liveUpTo = OpcUaBatch.ABSENT;

  /** The latest value of messages whose rest may still be to come. */
  private long liveMax = OpcUaBatch.ABSENT;

  ItemProgress(OpcUaSubscriptionSplit split) {
    nodeIds = split.nodeIds();
    latest = split.latest();
    backfilled = new BackfilledValues(latest);
    refused = split.refused();
    overlapping = new boolean[latest.items()];
    expectOverlap();
  }

  /** From here on the server may send the latest values once more, though none was lost. */
  void expectResent() {
    resent = Optional.of(new ResentValues(latest));
  }

  /** From here on values may come a second time. */
  void expectOverlap() {
    overlaps = 0;
    for (int i = 0; i < overlapping.length; i++) {
      overlapping[i] = latest.time(i) != OpcUaBatch.ABSENT;
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
      if (wasHandedOver(columns, i)) {
        continue;
      }
      endOverlap(columns.item(i), columns.orderTime(i));
      if (resent.isEmpty() || !resent.get().isAgain(columns, i)) {
        fresh.addFrom(columns, i);
      }
    }
    return fresh;
  }

  /** Whether a value is one that is expected to come a second time. */
  private boolean wasHandedOver(OpcUaColumns columns, int index) {
    int item = columns.item(index);
    long time = columns.orderTime(index);
    if (!overlapping[item] || time == OpcUaBatch.ABSENT) {
      return false;
    }
    int content = columns.contentHash(index);
    return latest.isAgain(item, time, content) || backfilled.contains(item, time, content);
  }

  /**
   * A value came that was not handed over before. Where nothing came from a history, there is
   * nothing else to come again; otherwise it must be newer, for a history may lack single values.
   */
  private void endOverlap(int item, long time) {
    if (overlapping[item]
        && time != OpcUaBatch.ABSENT
        && (time > latest.time(item) || !backfilled.expects(item))) {
      overlapping[item] = false;
      overlaps--;
      backfilled.forget(item);
    }
  }

  /** Values of a message are handed over; the rest of their interval may still be to come. */
  void handedOver(OpcUaColumns columns) {
    latest.live(columns);
    liveMax = Math.max(liveMax, columns.latestTime());
  }

  /** All values up to the latest one have come. */
  void intervalComplete() {
    liveUpTo = liveMax;
    resent = resent.filter(values -> !values.isOver());
  }

  /** The values of a history that were not handed over; they count as such now. */
  OpcUaColumns handOverHistory(OpcUaColumns columns) {
    OpcUaColumns fresh = new OpcUaColumns(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      int item = columns.item(i);
      long time = columns.orderTime(i);
      int content = columns.contentHash(i);
      long last = latest.time(item);
      // a history is in the order of time (Part 11, 6.5.3)
      if (last == OpcUaBatch.ABSENT
          || time > last
          || (time == last && !latest.isAgain(item, time, content))) {
        if (last != OpcUaBatch.ABSENT && !backfilled.remembers(item)) {
          // the present value of a new subscription may be the last one before the history
          latest.forEachLatest(item, before -> backfilled.add(item, last, before));
        }
        fresh.addFrom(columns, i);
        latest.fromHistory(item, time, content);
        backfilled.add(item, time, content);
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
      boolean[] seen = new boolean[overlapping.length];
      for (int i = 0; i < columns.size(); i++) {
        int item = columns.item(i);
        if (columns.overflowed(i) && !seen[item] && !wasHandedOver(columns, i)) {
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
      if (!isRefused && refused.get(item)) {
        expectAnew(List.of(item));
      }
      refused.set(item, isRefused);
    }
  }

  /** Items may be monitored anew: their present values may be any that they had before. */
  void expectAnew(List<Integer> items) {
    for (int item : items) {
      if (latest.time(item) != OpcUaBatch.ABSENT) {
        latest.expectOlder(item);
        backfilled.goByTime(item, latest.time(item) - 1);
        overlaps += overlapping[item] ? 0 : 1;
        overlapping[item] = true;
      }
    }
  }

  /** Items are not monitored after all. */
  void expectNothing(List<Integer> items) {
    for (int item : items) {
      overlaps -= overlapping[item] ? 1 : 0;
      overlapping[item] = false;
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
    if (latest.time(item) != OpcUaBatch.ABSENT) {
      return Optional.of(HistoryRequest.afterValue(item, latest.time(item)));
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
    return IntStream.range(0, latest.items()).boxed().toList();
  }

  /** Whether any item has a value. */
  boolean anyKnown() {
    return IntStream.range(0, latest.items()).anyMatch(i -> latest.time(i) != OpcUaBatch.ABSENT);
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
