package io.resonance.testbed.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.EventItem;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler.InvocationContext;
import org.eclipse.milo.opcua.sdk.server.model.objects.AlarmConditionTypeNode;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.model.objects.ConditionType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * The events of alarms on a Milo server. An event is a node that lives as long as it is sent; its
 * NodeId is the ConditionId. To be used by one thread at a time.
 */
final class AlarmEvents {

  private final OpcUaServer server;
  private final UShort namespace;

  AlarmEvents(OpcUaServer server, String namespaceUri) {
    this.server = server;
    this.namespace = server.getNamespaceTable().getIndex(namespaceUri);
  }

  /** A ConditionRefresh that is under way for one subscription. */
  final class Refresh {
    private final List<EventItem> items;

    private Refresh(List<EventItem> items) {
      this.items = items;
    }

    void add(String name, String source, AlarmState state) {
      alarm(name, source, state, event -> items.forEach(item -> item.onEvent(event)));
    }

    void end(long ticks) {
      plain(
          NodeIds.RefreshEndEventType,
          "RefreshEnd",
          ticks,
          event -> items.forEach(item -> item.onEvent(event)));
    }
  }

  /** Sends a state to everybody. */
  void fire(String name, String source, AlarmState state) {
    alarm(name, source, state, server.getEventNotifier()::fire);
  }

  void systemEvent(String message, long ticks) {
    plain(NodeIds.SystemEventType, message, ticks, server.getEventNotifier()::fire);
  }

  void modelChange(long ticks) {
    plain(
        NodeIds.GeneralModelChangeEventType,
        "model changed",
        ticks,
        server.getEventNotifier()::fire);
  }

  Refresh refresh(long subscription, long ticks) {
    List<EventItem> items =
        server.getSubscriptions().get(uint(subscription)).getMonitoredItems().values().stream()
            .filter(EventItem.class::isInstance)
            .map(EventItem.class::cast)
            .toList();
    plain(
        NodeIds.RefreshStartEventType,
        "RefreshStart",
        ticks,
        event -> items.forEach(item -> item.onEvent(event)));
    return new Refresh(items);
  }

  /** Milo's own ConditionRefresh sends an empty bracket to everybody; this one is asked instead. */
  void onConditionRefresh(LongUnaryOperator refresh) {
    UaMethodNode method =
        (UaMethodNode)
            server
                .getAddressSpaceManager()
                .getManagedNode(NodeIds.ConditionType_ConditionRefresh)
                .orElseThrow();
    method.setInvocationHandler(
        new ConditionType.ConditionRefreshMethod(method) {
          @Override
          protected void invoke(InvocationContext context, UInteger subscription)
              throws UaException {
            if (!server.getSubscriptions().containsKey(subscription)) {
              throw new UaException(StatusCodes.Bad_SubscriptionIdInvalid);
            }
            long status = refresh.applyAsLong(subscription.longValue());
            if (status != StatusCodes.Good) {
              throw new UaException(status);
            }
          }
        });
  }

  private void plain(
      NodeId type, String message, long ticks, Consumer<BaseEventTypeNode> receiver) {
    NodeId id = new NodeId(namespace, UUID.randomUUID());
    UUID eventId = UUID.randomUUID();
    with(
        id,
        type,
        event -> {
          describe(event, type, eventId, message, ticks);
          event.setSourceNode(NodeIds.Server);
          event.setSourceName("Server");
          event.setSeverity(ushort(1));
          receiver.accept(event);
        });
  }

  private void alarm(
      String name, String source, AlarmState state, Consumer<BaseEventTypeNode> receiver) {
    NodeId type = NodeIds.ExclusiveLevelAlarmType;
    with(
        new NodeId(namespace, "alarm/" + name),
        type,
        event -> {
          describe(event, type, state.eventId(), state.message(), state.time());
          event.setSourceNode(new NodeId(namespace, source));
          event.setSourceName(source);
          event.setSeverity(ushort(state.severity()));
          fill((AlarmConditionTypeNode) event, name, source, state);
          receiver.accept(event);
        });
  }

  private void fill(AlarmConditionTypeNode event, String name, String source, AlarmState state) {
    event.setConditionName(name);
    event.setConditionClassId(NodeIds.ProcessConditionClassType);
    event.setConditionClassName(LocalizedText.english("Process"));
    event.setBranchId(
        state.branch().isEmpty()
            ? NodeId.NULL_VALUE
            : new NodeId(namespace, "alarm/" + name + "#" + state.branch()));
    event.setRetain(state.retain());
    event.setQuality(StatusCode.GOOD);
    event.setComment(LocalizedText.english(state.comment()));
    event.setInputNode(new NodeId(namespace, source));
    event.setEnabledState(LocalizedText.english(state.enabled() ? "Enabled" : "Disabled"));
    event.getEnabledStateNode().setId(state.enabled());
    event.setActiveState(LocalizedText.english(state.active() ? "Active" : "Inactive"));
    event.getActiveStateNode().setId(state.active());
    event.getActiveStateNode().setTransitionTime(new DateTime(state.activeChanged()));
    event.setAckedState(
        LocalizedText.english(state.acknowledged() ? "Acknowledged" : "Unacknowledged"));
    event.getAckedStateNode().setId(state.acknowledged());
    event.setConfirmedState(LocalizedText.english(state.confirmed() ? "Confirmed" : "Unconfirmed"));
    event.getConfirmedStateNode().setId(state.confirmed());
  }

  private static void describe(
      BaseEventTypeNode event, NodeId type, UUID eventId, String message, long ticks) {
    event.setEventId(
        ByteString.of(
            ByteBuffer.allocate(16)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .array()));
    event.setEventType(type);
    event.setTime(new DateTime(ticks));
    event.setReceiveTime(new DateTime(ticks));
    event.setMessage(LocalizedText.english(message));
  }

  private void with(NodeId id, NodeId type, Consumer<BaseEventTypeNode> use) {
    BaseEventTypeNode event;
    try {
      event = server.getEventFactory().createEvent(id, type);
    } catch (UaException e) {
      throw new IllegalStateException("The event %s of type %s".formatted(id, type), e);
    }
    try {
      use.accept(event);
    } finally {
      event.delete();
    }
  }
}
