package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaBatchBuilder;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaDrift;
import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.connector.opcua.source.OpcUaServerReport;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpenGap;
import io.resonance.connector.opcua.source.split.ServerRun;
import io.resonance.connector.opcua.source.split.SplitPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

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
  private final KnownItems items;
  private final long[] lastTimes;
  private final boolean[] overlapping;
  private int overlaps;
  private SplitPosition position;

  /** Up to here every item was handed over, as far as values came live. */
  private long liveUpTo = OpcUaBatch.ABSENT;

  /** The latest value of messages whose rest may still be to come. */
  private long liveMax = OpcUaBatch.ABSENT;

  private long recovered;
  private List<String> gapNodes = List.of();
  private final Set<Integer> incomplete = new TreeSet<>();
  private final BitSet refused;

  /** When the newest subscription was made, until a gap is closed that began before. */
  private OptionalLong created = OptionalLong.empty();

  /** A restored gap does not say which items were incomplete; then all are named. */
  private boolean incompleteUnknown;

  private final ConditionTracker conditions;
  private final Deque<OpcUaDelivery> deliveries = new ArrayDeque<>();

  HandOver(OpcUaSubscriptionSplit split, OpcUaReaderMetrics metrics) {
    this.split = split;
    this.metrics = metrics;
    this.items = new KnownItems(split.items());
    this.lastTimes = split.lastTimes();
    this.refused = split.refused();
    this.position = split.position();
    this.conditions = new ConditionTracker(position.conditions());
    this.overlapping = new boolean[lastTimes.length];
    this.incompleteUnknown =
        position
            .openGap()
            .filter(g -> g.recovery() == OpenGap.Recovery.INCOMPLETE_HISTORY)
            .isPresent();
    expectOverlap();
  }

  SplitPosition position() {
    return position;
  }

  /** The items, each where it was last seen. */
  List<OpcUaItem> items() {
    return items.items();
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

  /** Hands a message over; the server may have cut the values of an interval after it. */
  void message(long sequence, OpcUaColumns columns, boolean mayGoOn) {
    position = position.after(sequence);
    OpcUaColumns fresh = overlaps == 0 ? columns : withoutRepeats(columns);
    remember(fresh);
    if (!mayGoOn) {
      liveUpTo = liveMax;
    }
    metrics.notifications.inc();
    if (columns.events().isEmpty()) {
      deliver(described(columns).values(fresh));
    } else {
      long ignored = conditions.ignored();
      List<OpcUaConditionEvent> news = conditions.apply(columns.events());
      metrics.eventsIgnored.inc(conditions.ignored() - ignored);
      metrics.conditionEvents.inc(news.size());
      position = position.with(conditions.position());
      deliver(described(columns).values(fresh).conditions(news));
      declareLostEvents();
    }
  }

  /**
   * A batch with what the server says anew about items whose semantics changed; usually nothing.
   */
  private OpcUaBatchBuilder described(OpcUaColumns columns) {
    List<OpcUaDrift> drifts =
        columns.descriptions().isEmpty()
            ? List.of()
            : items.describe(columns.descriptions(), latest(columns));
    metrics.drifts.inc(drifts.size());
    return batch().descriptions(columns.descriptions()).drifts(drifts);
  }

  private long latest(OpcUaColumns columns) {
    long latest = created.orElse(0);
    for (int i = 0; i < columns.size(); i++) {
      latest = Math.max(latest, columns.orderTime(i));
    }
    return latest;
  }

  /** What is known about conditions. */
  ConditionTracker conditions() {
    return conditions;
  }

  /** Where a server cannot say which conditions stand, what happened meanwhile stays unknown. */
  void refreshAnswered(RefreshAnswer answer) {
    if (answer == RefreshAnswer.IMPOSSIBLE) {
      conditions.refreshImpossible();
      declareLostEvents();
    }
  }

  private void eventsLost() {
    conditions.lost();
    position = position.with(conditions.position());
  }

  private void declareLostEvents() {
    Optional<ConditionTracker.Loss> loss = conditions.lossToDeclare();
    position = position.with(conditions.position());
    if (loss.isPresent()) {
      String id =
          "%s-%d-%d-%d"
              .formatted(
                  split.splitId(),
                  position.epoch(),
                  position.sequence(),
                  OpcUaGapReason.EVENTS_LOST.code());
      metrics.lost.inc();
      deliver(
          batch()
              .gaps(
                  List.of(
                      new OpcUaGap(
                          id,
                          OpcUaGapReason.EVENTS_LOST,
                          position.conditions().notifiers(),
                          known(loss.get().from()),
                          known(loss.get().to()),
                          OptionalLong.empty(),
                          OpcUaGap.Phase.LOST,
                          0))));
    }
  }

  private static OptionalLong known(long time) {
    return time == OpcUaBatch.ABSENT ? OptionalLong.empty() : OptionalLong.of(time);
  }

  /** Hands over a message that had to be asked for again. */
  void republished(long sequence, OpcUaColumns columns) {
    recovered += columns.size();
    metrics.republished.inc(columns.size());
    message(sequence, columns, true);
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
      metrics.backfilled.inc(fresh.size());
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
        liveMax = Math.max(liveMax, time);
      }
    }
    metrics.values.inc(columns.size());
  }

  /** How the connection is secured. */
  void security(OpcUaConnectionSecurity security) {
    deliver(batch().security(security));
  }

  /** The subscription was made anew. */
  void created(ServerRun server, CreatedSubscription subscription) {
    refused.clear();
    subscription.faults().forEach(fault -> markRefused(fault.nodeId(), true));
    if (position.subscriptionId().isPresent() || anyKnown()) {
      // declared before the new epoch begins: a checkpoint in between must know that the history is
      // still to be read
      openGap(OpcUaGapReason.SUBSCRIPTION_LOST, OpenGap.Recovery.HISTORY, allItems());
    }
    if (position.subscriptionId().isPresent()) {
      allItems().forEach(this::incompleteUnlessAsked);
    }
    if (position.epoch() > 0) {
      conditions.lost();
    }
    List<OpcUaConditionEvent> over =
        conditions.subscribed(subscription.faults().stream().map(OpcUaItemFault::nodeId).toList());
    created = OptionalLong.of(subscription.createdNanos());
    position =
        position
            .renewed(server, subscription.subscriptionId(), subscription.createdNanos())
            .with(conditions.position());
    List<OpcUaDrift> drifts =
        items.describe(subscription.descriptions(), subscription.createdNanos());
    metrics.drifts.inc(drifts.size());
    deliver(
        batch()
            .descriptions(subscription.descriptions())
            .faults(subscription.faults())
            .conditions(over)
            .drifts(drifts));
  }

  private void markRefused(String nodeId, boolean isRefused) {
    int item = split.nodeIds().indexOf(nodeId);
    // a fault may also be of a node that is no item but sends events
    if (item >= 0) {
      refused.set(item, isRefused);
    }
  }

  /** Items the server does not monitor. */
  BitSet refused() {
    return refused;
  }

  /** Items that were refused are monitored now. */
  void accepted(List<OpcUaItemDescription> descriptions, long nowNanos) {
    descriptions.forEach(description -> markRefused(description.nodeId(), false));
    List<OpcUaDrift> drifts = items.describe(descriptions, nowNanos);
    metrics.drifts.inc(drifts.size());
    deliver(batch().descriptions(descriptions).drifts(drifts));
  }

  /** The server was measured. */
  void report(OpcUaServerReport report) {
    deliver(batch().reports(List.of(report)));
  }

  /** The server discarded values of these items; declares it. */
  void overflowed(List<Integer> items) {
    metrics.overflows.inc();
    openGap(OpcUaGapReason.QUEUE_OVERFLOW, OpenGap.Recovery.HISTORY, items);
    items.forEach(this::incompleteUnlessAsked);
  }

  /** Values are missing; declares it, or more of it if a gap is open already. */
  void openGap(OpcUaGapReason reason, OpenGap.Recovery recovery, List<Integer> items) {
    OptionalLong from = lowerBound(reason, items);
    List<String> nodes = nodes(items);
    OpenGap gap;
    if (position.openGap().isPresent()) {
      OpenGap before = position.openGap().get();
      boolean covered = gapNodes.isEmpty() || (!nodes.isEmpty() && gapNodes.containsAll(nodes));
      if (covered && before.reachesBackTo(from)) {
        position = position.with(Optional.of(before.needing(recovery)));
        return;
      }
      gap = before.needing(recovery).widened(covered ? before.reason() : reason, from);
      gapNodes = covered ? gapNodes : union(gapNodes, nodes);
    } else {
      recovered = 0;
      gapNodes = nodes;
      gap = new OpenGap(gapId(reason), reason, from, recovery);
      metrics.gaps.inc();
    }
    position = position.with(Optional.of(gap));
    deliver(batch().gaps(List.of(gap(gap, OptionalLong.empty(), OpcUaGap.Phase.OPEN, gapNodes))));
  }

  private String gapId(OpcUaGapReason reason) {
    return "%s-%d-%d-%d"
        .formatted(split.splitId(), position.epoch(), position.sequence(), reason.code());
  }

  private static List<String> union(List<String> some, List<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return more.isEmpty() ? List.of() : List.copyOf(all);
  }

  /** Messages are gone: the history is asked. */
  void catchUpStarted(OpcUaGapReason reason) {
    if (reason == OpcUaGapReason.QUEUE_OVERFLOW && position.openGap().isPresent()) {
      // declared already, and of single items
      position =
          position.with(position.openGap().map(gap -> gap.needing(OpenGap.Recovery.HISTORY)));
      return;
    }
    openGap(reason, OpenGap.Recovery.HISTORY, allItems());
    if (reason == OpcUaGapReason.MESSAGE_LOST) {
      allItems().forEach(this::incompleteUnlessAsked);
      eventsLost();
    }
  }

  /** The history cannot help an item of which neither a value nor a beginning is known. */
  private void incompleteUnlessAsked(int item) {
    if (historyAfter(item).isEmpty() && !refused.get(item)) {
      incomplete(item);
    }
  }

  /** Values of an item are gone for good; the open gap will be declared lost. */
  void incomplete(int item) {
    incomplete.add(item);
    position =
        position.with(
            position.openGap().map(gap -> gap.needing(OpenGap.Recovery.INCOMPLETE_HISTORY)));
  }

  /** Recovery is over; declares the gap healed or lost. */
  void closeGap(long nowNanos) {
    if (position.openGap().isEmpty()) {
      return;
    }
    OpenGap gap = position.openGap().get();
    position = position.with(Optional.empty()).completeUpTo(created);
    created = OptionalLong.empty();
    boolean lost =
        gap.recovery() == OpenGap.Recovery.INCOMPLETE_HISTORY
            || gap.reason() == OpcUaGapReason.UNREACHABLE;
    if (lost) {
      metrics.lost.inc();
    }
    OptionalLong to = OptionalLong.of(nowNanos);
    List<OpcUaGap> ends = new ArrayList<>();
    if (lost) {
      List<String> lostNodes =
          incompleteUnknown || incomplete.isEmpty() ? List.of() : nodes(List.copyOf(incomplete));
      ends.add(gap(gap, to, OpcUaGap.Phase.LOST, lostNodes));
      List<String> others = new ArrayList<>(gapNodes);
      others.removeAll(lostNodes);
      if (!lostNodes.isEmpty() && (gapNodes.isEmpty() || !others.isEmpty())) {
        ends.add(gap(gap, to, OpcUaGap.Phase.HEALED, others));
      }
    } else {
      ends.add(gap(gap, to, OpcUaGap.Phase.HEALED, gapNodes));
    }
    deliver(batch().gaps(ends));
    recovered = 0;
    gapNodes = List.of();
    incomplete.clear();
    incompleteUnknown = false;
  }

  private OpcUaGap gap(OpenGap gap, OptionalLong to, OpcUaGap.Phase phase, List<String> nodes) {
    return new OpcUaGap(
        gap.gapId(),
        gap.reason(),
        nodes,
        gap.fromNanos(),
        to,
        OptionalLong.empty(),
        phase,
        recovered);
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

  /** What to ask the history for: everything of the given items that was not handed over. */
  List<HistoryRequest> historyAfter(List<Integer> items) {
    return items.stream().map(this::historyAfter).flatMap(Optional::stream).toList();
  }

  private Optional<HistoryRequest> historyAfter(int item) {
    if (lastTimes[item] != OpcUaBatch.ABSENT) {
      return Optional.of(HistoryRequest.afterValue(item, lastTimes[item]));
    }
    return refused.get(item) || position.since().isEmpty()
        ? Optional.empty()
        : Optional.of(HistoryRequest.since(item, position.since().getAsLong()));
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

  /**
   * The lower bound of a gap: nothing before it is missing. Up to the latest value of the last live
   * message every item is complete; single items may be further by their history, or less far if
   * they overflowed.
   */
  private OptionalLong lowerBound(OpcUaGapReason reason, List<Integer> items) {
    boolean ofSingleItems = reason == OpcUaGapReason.QUEUE_OVERFLOW;
    if (liveUpTo != OpcUaBatch.ABSENT && !ofSingleItems) {
      return OptionalLong.of(liveUpTo);
    }
    OptionalLong least =
        items.stream()
            .map(this::historyAfter)
            .flatMap(Optional::stream)
            .mapToLong(HistoryRequest::afterNanos)
            .min();
    return liveUpTo == OpcUaBatch.ABSENT || least.isEmpty()
        ? least
        : OptionalLong.of(Math.min(liveUpTo, least.getAsLong()));
  }

  /** Node ids of a gap: none stands for all. */
  private List<String> nodes(List<Integer> items) {
    return items.size() == lastTimes.length
        ? List.of()
        : items.stream().map(split.nodeIds()::get).toList();
  }

  private OpcUaBatchBuilder batch() {
    return OpcUaBatch.builder(split.endpointId(), split.index(), split.nodeIds())
        .browsePaths(items.browsePaths())
        .at(position.epoch(), position.sequence());
  }

  private void deliver(OpcUaBatchBuilder batch) {
    deliveries.add(new OpcUaDelivery(batch.build(), position));
  }
}
