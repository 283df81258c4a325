package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.split.NodesSeen;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a live subscription asks its server for in the background, beside its messages: the
 * conditions that stand, items that were refused, and nodes that are gone.
 */
final class SideRequests {

  private static final Logger LOG = LoggerFactory.getLogger(SideRequests.class);

  private final String splitId;
  private final HandOver handOver;
  private final DriverSurroundings around;
  private final OpcUaReaderMetrics metrics;
  private final Consumer<DriverEvent> driver;
  private final ConditionRefresh refresh;
  private final RefusedItems refused = new RefusedItems();
  private final GoneNodes gone = new GoneNodes();
  private final Backoff removals;

  /** Items whose nodes were not found by browsing and of which the server is to be asked. */
  private final BitSet missed = new BitSet();

  /** Whether the subscription was made or taken over by this reader. */
  private boolean known;

  SideRequests(
      String splitId,
      HandOver handOver,
      DriverSurroundings around,
      OpcUaReaderMetrics metrics,
      Consumer<DriverEvent> driver) {
    this.splitId = splitId;
    this.handOver = handOver;
    this.around = around;
    this.metrics = metrics;
    this.driver = driver;
    this.refresh = new ConditionRefresh(around.clock().nanoTime());
    this.removals = new Backoff(around.clock().nanoTime());
  }

  /** Asks for what is due. */
  void ask(OpcUaSubscriptionClient client, int generation) {
    long now = around.clock().nanoTime();
    ConditionTracker conditions = handOver.conditions();
    // events were lost or never came: the server is asked which conditions stand
    if (refresh.isToBeAsked(conditions.isRefreshDue(), conditions.losses(), now)) {
      refresh.asked();
      metrics.conditionRefreshes.inc();
      around
          .background()
          .execute(
              () ->
                  driver.accept(
                      new DriverEvent.RefreshAnswered(generation, client.refreshConditions())));
    }
    BitSet unmonitored = handOver.refused();
    if (!gone.isEmpty()) {
      unmonitored = (BitSet) unmonitored.clone();
      unmonitored.andNot(gone.pending());
    }
    List<Integer> due = refused.due(unmonitored, now);
    if (!due.isEmpty()) {
      handOver.asked(due);
      around
          .background()
          .execute(
              () -> driver.accept(new DriverEvent.Retried(generation, due, retry(client, due))));
    }
    askForGone(client, generation);
  }

  private void askForGone(OpcUaSubscriptionClient client, int generation) {
    if (!missed.isEmpty()) {
      List<Integer> asked = missed.stream().boxed().toList();
      missed.clear();
      around
          .background()
          .execute(() -> driver.accept(new DriverEvent.NodesGone(generation, gone(client, asked))));
    }
    List<Integer> removed =
        removals.isDue(around.clock().nanoTime()) ? gone.due() : List.<Integer>of();
    if (!removed.isEmpty()) {
      around
          .background()
          .execute(
              () ->
                  driver.accept(
                      new DriverEvent.Removed(generation, removed, remove(client, removed))));
    }
  }

  private List<Integer> gone(OpcUaSubscriptionClient client, List<Integer> items) {
    try {
      return client.gone(items);
    } catch (OpcUaClientException e) {
      // the next browsing says it again
      LOG.debug("{}: the server does not say which nodes are gone: {}", splitId, e.getMessage());
      return List.of();
    }
  }

  private boolean remove(OpcUaSubscriptionClient client, List<Integer> items) {
    try {
      client.remove(items);
      return true;
    } catch (OpcUaClientException e) {
      LOG.debug("{}: monitored items could not be deleted: {}", splitId, e.getMessage());
      return false;
    }
  }

  private List<OpcUaItemDescription> retry(OpcUaSubscriptionClient client, List<Integer> items) {
    try {
      return client.retry(items);
    } catch (OpcUaClientException e) {
      LOG.debug("{}: refused items could not be asked for again: {}", splitId, e.getMessage());
      return List.of();
    }
  }

  /**
   * What was asked for has come.
   *
   * @param lastRequest the number of the latest Publish
   */
  void take(DriverEvent.SideAnswer answer, long lastRequest) {
    if (answer instanceof DriverEvent.Retried retried) {
      accepted(retried.accepted());
      handOver.stillRefused(retried.asked().stream().filter(handOver.refused()::get).toList());
    } else if (answer instanceof DriverEvent.RefreshAnswered refreshed) {
      refresh.answered(refreshed.answer(), around.clock().nanoTime());
      handOver.refreshAnswered(refreshed.answer());
    } else if (answer instanceof DriverEvent.NodesGone news) {
      gone(news.items(), lastRequest);
    } else if (answer instanceof DriverEvent.Removed removed) {
      if (removed.done()) {
        gone.removed(removed.items());
        removals.succeeded();
      } else {
        gone.interrupted();
        removals.failed(around.clock().nanoTime());
      }
    }
  }

  private void gone(List<Integer> items, long lastRequest) {
    List<Integer> news = items.stream().filter(item -> !handOver.refused().get(item)).toList();
    if (!news.isEmpty()) {
      LOG.warn(
          "OPC UA subscription {}: {} nodes are gone from the server and are no longer monitored"
              + " until they are back.",
          splitId,
          news.size());
      handOver.gone(news);
      gone.told(news, lastRequest);
    }
  }

  /** Browsing showed something about nodes, maybe some of these. */
  void browsed(NodesSeen seen) {
    for (String nodeId : seen.gone()) {
      handOver
          .item(seen.endpointId(), nodeId)
          .filter(item -> !handOver.refused().get(item))
          .ifPresent(missed::set);
    }
    long now = around.clock().nanoTime();
    for (String nodeId : seen.back()) {
      handOver.item(seen.endpointId(), nodeId).ifPresent(item -> refused.hasten(item, now));
    }
  }

  /** A Publish was answered. */
  void heard(long request, PublishedMessage message) {
    if (!gone.isEmpty() && message.kind() != PublishedMessage.Kind.STATUS_CHANGE) {
      boolean isKeepAlive = message.kind() == PublishedMessage.Kind.KEEP_ALIVE;
      gone.answered(
          request,
          message.queues().moreNotifications(),
          isKeepAlive ? message.sequence() : Sequences.next(message.sequence()));
    }
  }

  /** A checkpoint of the subscription that there is now is complete. */
  void completed(DriverEvent.CheckpointCompleted checkpoint) {
    gone.completed(checkpoint.sequence(), checkpoint.refused());
  }

  /** A step of a recovery. */
  void recovering(DriverEvent.Recovering step) {
    if (step instanceof DriverEvent.Created) {
      gone.clear();
    } else if (step instanceof DriverEvent.Attached && !known) {
      gone.restored(handOver.refused());
    }
    known |= step instanceof DriverEvent.Created || step instanceof DriverEvent.Attached;
  }

  /** Items that were refused are monitored now. */
  private void accepted(List<OpcUaItemDescription> items) {
    if (!items.isEmpty()) {
      LOG.info(
          "OPC UA subscription {}: {} refused items are monitored now.", splitId, items.size());
      handOver.accepted(items, around.clock().wallNanos());
    }
  }

  /** Nothing asked before is answered any more. */
  void reconnected() {
    refresh.reconnected();
    gone.interrupted();
  }
}
