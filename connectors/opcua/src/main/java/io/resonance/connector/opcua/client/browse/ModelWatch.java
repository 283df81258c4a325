package io.resonance.connector.opcua.client.browse;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.client.ServerSession;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.FilterOperator;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElement;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.LiteralOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens in the session that browses for what the Server object tells about its nodes:
 * ModelChangeEvents and SemanticChangeEvents (Part 3, 9.32 and 9.33). Many servers never send any.
 * A session that fell silent counts as a change, for nobody knows what was told meanwhile.
 */
final class ModelWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);

  /** Each has an item of its own, for not all servers know the operator Or. */
  private static final List<NodeId> TOLD =
      List.of(NodeIds.BaseModelChangeEventType, NodeIds.SemanticChangeEventType);

  private static final double PUBLISHING_MILLIS = 1_000;
  private static final double KEEP_ALIVE_MILLIS = 20_000;
  private static final int DELETE_SECONDS = 2;

  private final ServerSession session;
  private final OpcUaSubscription subscription;
  private final AtomicBoolean changed = new AtomicBoolean();
  private volatile boolean alive = true;
  private boolean watching;

  private ModelWatch(ServerSession session) {
    this.session = session;
    this.subscription = new OpcUaSubscription(session.milo(), PUBLISHING_MILLIS);
  }

  /** Listens from now on, if the server lets one; takes the session over. */
  static ModelWatch in(ServerSession session) {
    ModelWatch watch = new ModelWatch(session);
    session.milo().addSessionActivityListener(watch.new Silence());
    watch.subscribe();
    return watch;
  }

  /** The session, which is also for browsing. */
  ServerSession session() {
    return session;
  }

  /** Whether the server sends what is listened for, as far as it tells. */
  boolean isWatching() {
    return watching;
  }

  /** Whether the session is the same as at the beginning. */
  boolean isAlive() {
    return alive;
  }

  /** Whether something was told since the last call; from any thread. */
  boolean takeChange() {
    return changed.getAndSet(false);
  }

  private void subscribe() {
    try {
      subscription.setTargetKeepAliveInterval(KEEP_ALIVE_MILLIS);
      subscription.create();
      TOLD.forEach(type -> subscription.addMonitoredItem(item(type)));
      subscription.createMonitoredItems();
      watching =
          subscription.getMonitoredItems().stream()
              .anyMatch(
                  item -> item.getCreateResult().filter(status -> status.isGood()).isPresent());
    } catch (UaException e) {
      LOG.debug(
          "OPC UA endpoint {} is browsed at intervals only: {}",
          session.endpoint().id(),
          e.toString());
    }
  }

  private OpcUaMonitoredItem item(NodeId type) {
    OpcUaMonitoredItem item =
        OpcUaMonitoredItem.newEventItem(
            NodeIds.Server, filter(type, session.milo().getStaticEncodingContext()));
    item.setQueueSize(uint(1));
    item.setEventValueListener((from, fields) -> told(fields));
    return item;
  }

  private static EventFilter filter(NodeId type, EncodingContext context) {
    SimpleAttributeOperand eventType =
        new SimpleAttributeOperand(
            NodeIds.BaseEventType,
            new QualifiedName[] {new QualifiedName(0, "EventType")},
            AttributeId.Value.uid(),
            null);
    ContentFilterElement ofType =
        new ContentFilterElement(
            FilterOperator.OfType,
            new ExtensionObject[] {
              ExtensionObject.encode(context, new LiteralOperand(new Variant(type)))
            });
    return new EventFilter(
        new SimpleAttributeOperand[] {eventType},
        new ContentFilter(new ContentFilterElement[] {ofType}));
  }

  /** Some servers overlook the filter; then all but the types of OPC UA itself may be subtypes. */
  private void told(Variant[] fields) {
    boolean isOther =
        fields.length > 0
            && fields[0].getValue() instanceof NodeId type
            && type.getNamespaceIndex().intValue() == 0
            && !type.equals(NodeIds.GeneralModelChangeEventType)
            && !type.equals(NodeIds.EventQueueOverflowEventType)
            && !TOLD.contains(type);
    if (!isOther) {
      changed.set(true);
    }
  }

  /** Milo goes on in another session, whose server may number its namespaces anew. */
  private final class Silence implements SessionActivityListener {
    @Override
    public void onSessionInactive(UaSession ended) {
      alive = false;
      changed.set(true);
    }
  }

  /** Ends the session; blocks for some seconds at most. */
  @Override
  public void close() {
    if (alive && subscription.getSubscriptionId().isPresent()) {
      deleteSubscription();
    }
    session.close();
  }

  /** Ending the session leaves it behind, for some time. */
  private void deleteSubscription() {
    try {
      var unused =
          subscription.deleteAsync().toCompletableFuture().get(DELETE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The server deletes the subscription later by itself: {}", e.toString());
    }
  }
}
