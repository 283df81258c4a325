package io.resonance.benchmark.pipeline;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.benchmark.child.ChildPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * The baseline: Milo's managed subscription with a batch listener that adds up what it gets and
 * does nothing else, with the settings that measured best.
 */
final class ListenerClient implements ChildPart {

  static final String NAME = "listener";
  static final String VALUES = "values";
  static final String MESSAGES = "messages";
  static final String OVERFLOWS = "overflows";

  private static final int PENDING_PUBLISHES = 4;

  private final OpcUaClient client;
  private final LongAdder values = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder overflows = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();

  ListenerClient(Map<String, String> settings) throws Exception {
    client =
        OpcUaClient.create(
            settings.get(SaturatingServer.URL),
            endpoints ->
                endpoints.stream()
                    .filter(e -> SecurityPolicy.None.getUri().equals(e.getSecurityPolicyUri()))
                    .findFirst(),
            transport -> {},
            config ->
                config
                    .setApplicationUri("urn:resonance:benchmark:listener")
                    .setRequestTimeout(uint(60_000))
                    .setMaxPendingPublishRequests(uint(PENDING_PUBLISHES))
                    .setEncodingLimits(SaturatingServer.LARGE_MESSAGES));
    client.connect();
    subscribe(client.getNamespaceTable().getIndex(Load.NAMESPACE));
  }

  private void subscribe(UShort namespace) throws Exception {
    OpcUaSubscription subscription = new OpcUaSubscription(client, Load.PUBLISHING_MILLIS);
    subscription.setMaxNotificationsPerPublish(uint(0));
    subscription.create();
    subscription.setMaxMonitoredItemsPerCall(uint(5_000));
    subscription.setSubscriptionListener(
        new OpcUaSubscription.SubscriptionListener() {
          @Override
          public void onDataReceived(
              OpcUaSubscription source, List<OpcUaMonitoredItem> items, List<DataValue> received) {
            take(received);
          }
        });
    List<OpcUaMonitoredItem> items = new ArrayList<>();
    for (int i = 0; i < Load.VARIABLES; i++) {
      OpcUaMonitoredItem item =
          OpcUaMonitoredItem.newDataItem(new NodeId(namespace, Load.identifier(i)));
      item.setSamplingInterval(0);
      item.setQueueSize(uint(Load.QUEUE));
      items.add(item);
    }
    subscription.addMonitoredItems(items);
    subscription.synchronizeMonitoredItems();
  }

  /** Called by one thread of Milo at a time. */
  private void take(List<DataValue> received) {
    double added = 0;
    long lost = 0;
    for (DataValue value : received) {
      if (value.value().value() instanceof Double number) {
        added += number;
      }
      if (value.statusCode().isOverflowSet()) {
        lost++;
      }
    }
    sum.add(added);
    values.add(received.size());
    messages.increment();
    overflows.add(lost);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of(VALUES, values.sum(), MESSAGES, messages.sum(), OVERFLOWS, overflows.sum());
  }

  @Override
  public void stop() throws Exception {
    System.err.println("sum of the values received: " + sum.sum());
    client.disconnect();
  }
}
