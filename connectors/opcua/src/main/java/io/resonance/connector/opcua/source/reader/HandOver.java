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
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns messages, history and gaps into deliveries, each with the position the split has after it:
 * nothing twice, nothing missing without a gap. Pure: no threads, no clock.
 */
final class HandOver {

  private final OpcUaSubscriptionSplit split;
  private final OpcUaReaderMetrics metrics;
  private final KnownItems items;
  private final ItemProgress progress;
  private final GapBook gaps;
  private SplitPosition position;

  /** When the newest subscription was made, until a gap is closed that began before. */
  private OptionalLong created = OptionalLong.empty();

  private final ConditionTracker conditions;
  private final Deque<OpcUaDelivery> deliveries = new ArrayDeque<>();

  HandOver(OpcUaSubscriptionSplit split, OpcUaReaderMetrics metrics) {
    this.split = split;
    this.metrics = metrics;
    this.items = new KnownItems(split.items());
    this.progress = new ItemProgress(split);
    this.position = split.position();
    this.gaps = new GapBook(split.nodeIds(), position.openGap());
    this.conditions = new ConditionTracker(position.conditions());
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
    progress.expectOverlap();
  }

  /** The session or the subscription goes on; the latest values may be sent once more. */
  void wentOn() {
    progress.expectResent();
  }

  /** Hands a message over; the server may have cut the values of an interval after it. */
  void message(long sequence, OpcUaColumns columns, boolean mayGoOn) {
    position = position.after(sequence);
    OpcUaColumns fresh = progress.withoutRepeats(columns);
    progress.handedOver(fresh);
    if (!mayGoOn) {
      progress.intervalComplete();
    }
    metrics.repeats.inc(columns.size() - fresh.size());
    metrics.values.inc(fresh.size());
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
    return Math.max(created.orElse(0), columns.latestTime());
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
      metrics.lost.inc();
      deliver(
          batch()
              .gaps(
                  List.of(
                      new OpcUaGap(
                          gapId(OpcUaGapReason.EVENTS_LOST),
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
    gaps.recovered(columns.size());
    metrics.republished.inc(columns.size());
    message(sequence, columns, true);
  }

  /** A lost message's place in the order is passed. */
  void skipped(long sequence) {
    position = position.after(sequence);
  }

  /** Hands over values from the history. */
  void backfill(OpcUaColumns columns) {
    OpcUaColumns fresh = progress.handOverHistory(columns);
    if (fresh.size() > 0) {
      gaps.recovered(fresh.size());
      metrics.backfilled.inc(fresh.size());
      metrics.values.inc(fresh.size());
      deliver(batch().values(fresh).fromHistory());
    }
  }

  /** How the connection is secured. */
  void security(OpcUaConnectionSecurity security) {
    deliver(batch().security(security));
  }

  /** The subscription was made anew. */
  void created(ServerRun server, CreatedSubscription subscription) {
    progress.refused().clear();
    subscription.faults().forEach(fault -> progress.refused(fault.nodeId(), true));
    if (position.subscriptionId().isPresent() || progress.anyKnown()) {
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

  /** Which item a node of an endpoint is, if it is one. */
  Optional<Integer> item(String endpointId, String nodeId) {
    return split.endpointId().equals(endpointId) ? items.index(nodeId) : Optional.empty();
  }

  /** Items the server does not monitor. */
  BitSet refused() {
    return progress.refused();
  }

  /** Items that were refused are asked for again; values of theirs may come before the answer. */
  void asked(List<Integer> items) {
    progress.expectAnew(items);
  }

  /** Items that were asked for again are still refused. */
  void stillRefused(List<Integer> items) {
    progress.expectNothing(items);
  }

  /** Items that were refused are monitored now. */
  void accepted(List<OpcUaItemDescription> descriptions, long nowNanos) {
    descriptions.forEach(description -> progress.refused(description.nodeId(), false));
    List<OpcUaDrift> drifts = items.describe(descriptions, nowNanos);
    metrics.drifts.inc(drifts.size());
    deliver(batch().descriptions(descriptions).drifts(drifts));
  }

  /** The nodes of these items are gone; the server says nothing of them any more. */
  void gone(List<Integer> items) {
    List<OpcUaItemFault> faults =
        items.stream().map(split.nodeIds()::get).map(OpcUaItemFault::gone).toList();
    faults.forEach(fault -> progress.refused(fault.nodeId(), true));
    deliver(batch().faults(faults));
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
    boolean ofSingleItems = reason == OpcUaGapReason.QUEUE_OVERFLOW;
    OptionalLong from =
        ofSingleItems
            ? progress.completeUpTo(items, position.since())
            : progress.allCompleteUpTo(position.since());
    if (gaps.open().isEmpty()) {
      metrics.gaps.inc();
    }
    Optional<OpcUaGap> news = gaps.open(new OpenGap(gapId(reason), reason, from, recovery), items);
    position = position.with(gaps.open());
    news.ifPresent(gap -> deliver(batch().gaps(List.of(gap))));
  }

  private String gapId(OpcUaGapReason reason) {
    return "%s-%d-%d-%d"
        .formatted(split.splitId(), position.epoch(), position.sequence(), reason.code());
  }

  /** Messages are gone: the history is asked. */
  void catchUpStarted(OpcUaGapReason reason) {
    if (reason == OpcUaGapReason.QUEUE_OVERFLOW && position.openGap().isPresent()) {
      // declared already, and of single items
      gaps.needs(OpenGap.Recovery.HISTORY);
      position = position.with(gaps.open());
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
    if (progress.historyAfter(item, position.since()).isEmpty() && !progress.refused().get(item)) {
      incomplete(item);
    }
  }

  /** Values of an item are gone for good; the open gap will be declared lost. */
  void incomplete(int item) {
    gaps.incomplete(item);
    position = position.with(gaps.open());
  }

  /** Recovery is over; declares the gap healed or lost. */
  void closeGap(long nowNanos) {
    if (gaps.open().isEmpty()) {
      return;
    }
    List<OpcUaGap> ends = gaps.close(nowNanos);
    position = position.with(gaps.open()).completeUpTo(created);
    created = OptionalLong.empty();
    if (ends.stream().anyMatch(end -> end.phase() == OpcUaGap.Phase.LOST)) {
      metrics.lost.inc();
    }
    deliver(batch().gaps(ends));
  }

  /**
   * Items of a message before whose values the server discarded some that were not handed over yet.
   */
  List<Integer> overflowed(OpcUaColumns columns) {
    return progress.overflowed(columns);
  }

  /** What to ask the history for: everything of the given items that was not handed over. */
  List<HistoryRequest> historyAfter(List<Integer> items) {
    return progress.historyAfter(items, position.since());
  }

  /** All items. */
  List<Integer> allItems() {
    return progress.all();
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
