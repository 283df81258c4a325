package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.decoding.OpcUaTime;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaEvent;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFieldList;
import org.eclipse.milo.opcua.stack.core.types.structured.EventNotificationList;

/**
 * Makes events of the fields a server sent. A field that is missing, null, of another type than
 * declared, or a bad StatusCode (as all state of a disabled condition, Part 9, 5.5.2.9) counts as
 * not said; nothing a server sends makes it fail.
 */
final class EventDecoding {

  /** Client handles of event items; those of values are indexes of items and lie below. */
  static final int FIRST_HANDLE = 0x4000_0000;

  private static final Map<NodeId, OpcUaEvent.Kind> SIGNALS =
      Map.of(
          NodeIds.RefreshStartEventType, OpcUaEvent.Kind.REFRESH_START,
          NodeIds.RefreshEndEventType, OpcUaEvent.Kind.REFRESH_END,
          NodeIds.RefreshRequiredEventType, OpcUaEvent.Kind.REFRESH_REQUIRED,
          NodeIds.EventQueueOverflowEventType, OpcUaEvent.Kind.QUEUE_OVERFLOW);

  private final NamespaceTable namespaces;

  EventDecoding(NamespaceTable namespaces) {
    this.namespaces = namespaces;
  }

  void decode(EventNotificationList list, Consumer<OpcUaEvent> events) {
    EventFieldList[] all = list.getEvents();
    if (all == null) {
      return;
    }
    for (EventFieldList one : all) {
      Variant[] fields = one.getEventFields() == null ? new Variant[0] : one.getEventFields();
      events.accept(event(one.getClientHandle().intValue() - FIRST_HANDLE, new Fields(fields)));
    }
  }

  private OpcUaEvent event(int notifier, Fields fields) {
    OpcUaEvent.Kind signal =
        fields.of(ConditionField.EVENT_TYPE, NodeId.class).map(SIGNALS::get).orElse(null);
    if (signal != null) {
      return new OpcUaEvent.Signal(notifier, signal, fields.time(ConditionField.TIME));
    }
    String conditionId = name(fields, ConditionField.CONDITION_ID);
    if (conditionId.isEmpty()) {
      return new OpcUaEvent.Signal(
          notifier, OpcUaEvent.Kind.OTHER, fields.time(ConditionField.TIME));
    }
    return new OpcUaEvent.Condition(notifier, condition(conditionId, fields));
  }

  private OpcUaConditionEvent condition(String conditionId, Fields fields) {
    return new OpcUaConditionEvent(
        new OpcUaConditionEvent.Key(conditionId, name(fields, ConditionField.BRANCH_ID)),
        new OpcUaConditionEvent.Origin(
            name(fields, ConditionField.EVENT_TYPE),
            fields.text(ConditionField.CONDITION_NAME),
            name(fields, ConditionField.CONDITION_CLASS_ID),
            name(fields, ConditionField.SOURCE_NODE),
            fields.text(ConditionField.SOURCE_NAME),
            name(fields, ConditionField.INPUT_NODE)),
        state(fields),
        new OpcUaConditionEvent.Texts(
            fields.text(ConditionField.MESSAGE), fields.text(ConditionField.COMMENT)),
        new OpcUaConditionEvent.Times(
            fields.time(ConditionField.TIME),
            fields.time(ConditionField.RECEIVE_TIME),
            fields.time(ConditionField.ACTIVE_SINCE)),
        fields
            .of(ConditionField.EVENT_ID, ByteString.class)
            .map(id -> HexFormat.of().formatHex(id.bytesOrEmpty()))
            .orElse(""),
        OpcUaConditionEvent.Cause.REPORTED);
  }

  private static OpcUaConditionEvent.State state(Fields fields) {
    boolean enabled = fields.flag(ConditionField.ENABLED).orElse(true);
    boolean retain = enabled && fields.flag(ConditionField.RETAIN).orElse(false);
    // a condition that is no alarm is the case while it is worth attention
    boolean active = enabled && fields.flag(ConditionField.ACTIVE).orElse(retain);
    return new OpcUaConditionEvent.State(
        enabled,
        active,
        retain,
        fields.flag(ConditionField.ACKED),
        fields.flag(ConditionField.CONFIRMED),
        fields.of(ConditionField.SEVERITY, Number.class).map(Number::intValue).orElse(0),
        fields
            .of(ConditionField.QUALITY, StatusCode.class)
            .map(status -> (int) status.value())
            .orElse(0));
  }

  /** A NodeId as {@code nsu=<uri>;...}; empty for none and for the null NodeId. */
  private String name(Fields fields, ConditionField field) {
    return fields
        .of(field, NodeId.class)
        .filter(NodeId::isNotNull)
        .map(
            id -> {
              String uri = namespaces.get(id.getNamespaceIndex());
              String identifier = id.toParseableString();
              return uri == null
                  ? identifier
                  : "nsu=" + uri + ";" + identifier.substring(identifier.indexOf(';') + 1);
            })
        .orElse("");
  }

  /** The fields of one event, by what was asked for. */
  private static final class Fields {

    private final Variant[] values;

    Fields(Variant[] values) {
      this.values = values;
    }

    <T> Optional<T> of(ConditionField field, Class<T> type) {
      if (field.place() >= values.length || values[field.place()] == null) {
        return Optional.empty();
      }
      Object value = values[field.place()].value();
      return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    Optional<Boolean> flag(ConditionField field) {
      return of(field, Boolean.class);
    }

    String text(ConditionField field) {
      Optional<String> localized = of(field, LocalizedText.class).map(LocalizedText::text);
      return localized.or(() -> of(field, String.class)).orElse("");
    }

    long time(ConditionField field) {
      return of(field, DateTime.class).map(OpcUaTime::nanos).orElse(OpcUaBatch.ABSENT);
    }
  }
}
