package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a live subscription asks its server for in the background, beside its messages: the
 * conditions that stand, and items that were refused.
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
    List<Integer> due = refused.due(handOver.refused(), now);
    if (!due.isEmpty()) {
      around
          .background()
          .execute(() -> driver.accept(new DriverEvent.Retried(generation, retry(client, due))));
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

  void answered(RefreshAnswer answer) {
    refresh.answered(answer, around.clock().nanoTime());
    handOver.refreshAnswered(answer);
  }

  /** Items that were refused are monitored now. */
  void accepted(List<OpcUaItemDescription> items) {
    if (!items.isEmpty()) {
      LOG.info(
          "OPC UA subscription {}: {} refused items are monitored now.", splitId, items.size());
      handOver.accepted(items, around.clock().wallNanos());
    }
  }

  /** Nothing asked before is answered any more. */
  void reconnected() {
    refresh.reconnected();
  }
}
