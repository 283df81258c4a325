package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaBatchBuilder;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpenGap;
import io.resonance.connector.opcua.source.split.SplitPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns messages, history and gaps into deliveries, and knows what was handed over: nothing twice,
 * nothing missing without a gap. Pure: no threads, no clock.
 *
 * <p>While an item may overlap (after history or a restore), a value that is not newer than the
 * last one handed over is the same value once more and is dropped; the first newer value ends that.
 * Outside of it a server's clock may go backwards.
 */
final class HandOver {

  private final OpcUaSubscriptionSplit split;
  private final OpcUaReaderMetrics metrics;
  private final long[] lastTimes;
  private final boolean[] overlapping;
  private int overlaps;
  private SplitPosition position;
  private long recovered;
  private List<String> gapNodes = List.of();
  private final Deque<OpcUaDelivery> deliveries = new ArrayDeque<>();

  HandOver(OpcUaSubscriptionSplit split, OpcUaReaderMetrics metrics) {
    this.split = split;
    this.metrics = metrics;
    this.lastTimes = split.lastTimes();
    this.position = split.position();
    this.overlapping = new boolean[lastTimes.length];
    expectOverlap();
  }

  SplitPosition position() {
    return position;
  }

  Deque<OpcUaDelivery> deliveries() {
    return deliveries;
  }

  /** From here on values may come a second time. */
  void expectOverlap() {
    overlaps = 0;
    for (int i = 0; i < lastTimes.length; i++) {
      overlapping[i] = lastTimes[i] != OpcUaBatch.ABSENT;
      overlaps += overlapping[i] ? 1 : 0;
    }
  }

  /** Hands a message over. */
  void message(long sequence, OpcUaColumns columns) {
    position = position.after(sequence);
    OpcUaColumns fresh = overlaps == 0 ? columns : withoutRepeats(columns);
    remember(fresh);
    metrics.notifications.inc();
    deliver(batch().values(fresh));
  }

  /** Hands over a message that had to be asked for again. */
  void republished(long sequence, OpcUaColumns columns) {
    recovered += columns.size();
    metrics.recovered.inc(columns.size());
    message(sequence, columns);
  }

  /** A lost message's place in the order is passed. */
  void skipped(long sequence) {
    position = position.after(sequence);
  }

  /** Hands over values from the history. */
  void backfill(OpcUaColumns columns) {
    OpcUaColumns fresh = new OpcUaColumns(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      long last = lastTimes[columns.item(i)];
      if (last == OpcUaBatch.ABSENT || columns.orderTime(i) > last) {
        fresh.addFrom(columns, i);
        lastTimes[columns.item(i)] = columns.orderTime(i);
      }
    }
    if (fresh.size() > 0) {
      recovered += fresh.size();
      metrics.recovered.inc(fresh.size());
      metrics.values.inc(fresh.size());
      deliver(batch().values(fresh).fromHistory());
    }
  }

  private OpcUaColumns withoutRepeats(OpcUaColumns columns) {
    OpcUaColumns fresh = new OpcUaColumns(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      int item = columns.item(i);
      long time = columns.orderTime(i);
      if (overlapping[item] && time != OpcUaBatch.ABSENT) {
        if (time <= lastTimes[item]) {
          metrics.repeats.inc();
          continue;
        }
        overlapping[item] = false;
        overlaps--;
      }
      fresh.addFrom(columns, i);
    }
    return fresh;
  }

  private void remember(OpcUaColumns columns) {
    for (int i = 0; i < columns.size(); i++) {
      long time = columns.orderTime(i);
      if (time != OpcUaBatch.ABSENT) {
        lastTimes[columns.item(i)] = time;
      }
    }
    metrics.values.inc(columns.size());
  }

  /** The subscription was made anew. */
  void created(String serverUri, CreatedSubscription created) {
    position = position.renewed(serverUri, created.subscriptionId());
    if (position.openGap().isPresent() && anyKnown()) {
      position = position.with(position.openGap().map(OpenGap::needingHistory));
    }
    deliver(batch().descriptions(created.descriptions()).faults(created.faults()));
  }

  /** Values are missing; declares it unless a gap is open already. */
  void openGap(OpcUaGapReason reason, OpenGap.Recovery recovery, List<Integer> items) {
    if (position.openGap().isPresent()) {
      if (recovery == OpenGap.Recovery.HISTORY) {
        position = position.with(position.openGap().map(OpenGap::needingHistory));
      }
      return;
    }
    recovered = 0;
    gapNodes = nodes(items);
    String id =
        "%s-%d-%d-%d"
            .formatted(split.splitId(), position.epoch(), position.sequence(), reason.code());
    OpenGap gap = new OpenGap(id, reason, lastTime(items), recovery);
    position = position.with(Optional.of(gap));
    metrics.gaps.inc();
    deliver(gap(gap, OptionalLong.empty(), OpcUaGap.Phase.OPEN, gapNodes));
  }

  /** Recovery is over; declares the gap healed, or lost for the given items. */
  void closeGap(List<Integer> incomplete, long nowNanos) {
    if (position.openGap().isEmpty()) {
      return;
    }
    OpenGap gap = position.openGap().get();
    position = position.with(Optional.empty());
    boolean healed = incomplete.isEmpty() && gap.reason() != OpcUaGapReason.UNREACHABLE;
    if (!healed) {
      metrics.lost.inc();
    }
    deliver(
        gap(
            gap,
            OptionalLong.of(nowNanos),
            healed ? OpcUaGap.Phase.HEALED : OpcUaGap.Phase.LOST,
            healed ? gapNodes : nodes(incomplete)));
    recovered = 0;
    gapNodes = List.of();
  }

  private OpcUaBatchBuilder gap(
      OpenGap gap, OptionalLong to, OpcUaGap.Phase phase, List<String> nodes) {
    return batch()
        .gaps(
            List.of(
                new OpcUaGap(
                    gap.gapId(),
                    gap.reason(),
                    nodes,
                    gap.fromNanos(),
                    to,
                    OptionalLong.empty(),
                    phase,
                    recovered)));
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

  /**
   * What to ask the history for: everything after the last value handed over of each given item.
   */
  List<HistoryRequest> historyAfter(List<Integer> items) {
    return items.stream()
        .filter(i -> lastTimes[i] != OpcUaBatch.ABSENT)
        .map(i -> new HistoryRequest(i, lastTimes[i]))
        .toList();
  }

  /** All items. */
  List<Integer> allItems() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < lastTimes.length; i++) {
      all.add(i);
    }
    return all;
  }

  private boolean anyKnown() {
    return Arrays.stream(lastTimes).anyMatch(t -> t != OpcUaBatch.ABSENT);
  }

  private OptionalLong lastTime(List<Integer> items) {
    return items.stream().mapToLong(i -> lastTimes[i]).filter(t -> t != OpcUaBatch.ABSENT).max();
  }

  /** Node ids of a gap: none stands for all. */
  private List<String> nodes(List<Integer> items) {
    return items.size() == lastTimes.length
        ? List.of()
        : items.stream().map(split.nodeIds()::get).toList();
  }

  private OpcUaBatchBuilder batch() {
    return OpcUaBatch.builder(split.endpointId(), split.index(), split.nodeIds())
        .at(position.epoch(), position.sequence());
  }

  private void deliver(OpcUaBatchBuilder batch) {
    deliveries.add(new OpcUaDelivery(batch.build(), position));
  }
}
