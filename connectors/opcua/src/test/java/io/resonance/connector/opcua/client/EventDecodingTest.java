package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.resonance.connector.opcua.client.decoding.OpcUaTime;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFieldList;
import org.eclipse.milo.opcua.stack.core.types.structured.EventNotificationList;
import org.junit.jupiter.api.Test;

class EventDecodingTest {

  private static final long NANOS = 1_700_000_000_000_000_100L;

  private static NamespaceTable namespaces() {
    NamespaceTable table = new NamespaceTable();
    table.set(1, "urn:mill");
    return table;
  }

  private static Map<ConditionField, Object> alarm() {
    Map<ConditionField, Object> fields = new EnumMap<>(ConditionField.class);
    fields.put(ConditionField.EVENT_ID, ByteString.of(new byte[] {10, 11}));
    fields.put(ConditionField.EVENT_TYPE, NodeIds.ExclusiveLevelAlarmType);
    fields.put(ConditionField.SOURCE_NODE, new NodeId(1, "temperature"));
    fields.put(ConditionField.SOURCE_NAME, "temperature");
    fields.put(ConditionField.TIME, OpcUaTime.dateTime(NANOS));
    fields.put(ConditionField.RECEIVE_TIME, DateTime.NULL_VALUE);
    fields.put(ConditionField.MESSAGE, LocalizedText.english("too hot"));
    fields.put(ConditionField.SEVERITY, ushort(800));
    fields.put(ConditionField.CONDITION_ID, new NodeId(1, "alarm/coolant"));
    fields.put(ConditionField.CONDITION_NAME, "coolant");
    fields.put(ConditionField.BRANCH_ID, NodeId.NULL_VALUE);
    fields.put(ConditionField.RETAIN, true);
    fields.put(ConditionField.ENABLED, true);
    fields.put(ConditionField.QUALITY, new StatusCode(StatusCodes.Uncertain_LastUsableValue));
    fields.put(ConditionField.COMMENT, LocalizedText.english("seen"));
    fields.put(ConditionField.ACKED, false);
    fields.put(ConditionField.ACTIVE, true);
    fields.put(ConditionField.ACTIVE_SINCE, OpcUaTime.dateTime(NANOS - 100));
    fields.put(ConditionField.INPUT_NODE, new NodeId(1, 7));
    return fields;
  }

  private static OpcUaEvent decode(Variant... fields) {
    List<OpcUaEvent> events = new ArrayList<>();
    new EventDecoding(namespaces())
        .decode(
            new EventNotificationList(
                new EventFieldList[] {
                  new EventFieldList(uint(EventDecoding.FIRST_HANDLE + 2), fields)
                }),
            events::add);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static OpcUaEvent decode(Map<ConditionField, Object> fields) {
    Variant[] values = new Variant[ConditionField.values().length];
    Arrays.fill(values, Variant.NULL_VALUE);
    fields.forEach((field, value) -> values[field.place()] = new Variant(value));
    return decode(values);
  }

  private static OpcUaConditionEvent condition(Map<ConditionField, Object> fields) {
    return ((OpcUaEvent.Condition) decode(fields)).event();
  }

  @Test
  void decodesAnAlarm() {
    assertThat(decode(alarm()).notifier()).isEqualTo(2);
    OpcUaConditionEvent event = condition(alarm());
    assertThat(event.key())
        .isEqualTo(new OpcUaConditionEvent.Key("nsu=urn:mill;s=alarm/coolant", ""));
    assertThat(event.origin().sourceNode()).isEqualTo("nsu=urn:mill;s=temperature");
    assertThat(event.origin().inputNode()).isEqualTo("nsu=urn:mill;i=7");
    assertThat(event.origin().eventType()).isEqualTo("nsu=http://opcfoundation.org/UA/;i=9482");
    assertThat(event.state())
        .isEqualTo(
            new OpcUaConditionEvent.State(
                true, true, true, Optional.of(false), Optional.empty(), 800, 0x40900000));
    assertThat(event.texts()).isEqualTo(new OpcUaConditionEvent.Texts("too hot", "seen"));
    assertThat(event.times())
        .isEqualTo(new OpcUaConditionEvent.Times(NANOS, OpcUaBatch.ABSENT, NANOS - 100));
    assertThat(event.eventId()).isEqualTo("0a0b");
  }

  @Test
  void keepsABranchApart() {
    Map<ConditionField, Object> fields = alarm();
    fields.put(ConditionField.BRANCH_ID, new NodeId(1, "b"));
    assertThat(condition(fields).key().branchId()).isEqualTo("nsu=urn:mill;s=b");
  }

  @Test
  void takesAConditionThatIsNoAlarmForActiveWhileItIsRetained() {
    Map<ConditionField, Object> fields = alarm();
    fields.remove(ConditionField.ACTIVE);
    assertThat(condition(fields).state().active()).isTrue();
    fields.put(ConditionField.RETAIN, false);
    assertThat(condition(fields).state().active()).isFalse();
  }

  /** Part 9, 5.5.2.9: all but the enabled state is a bad status while disabled. */
  @Test
  void takesADisabledConditionForInactive() {
    Map<ConditionField, Object> fields = alarm();
    StatusCode disabled = new StatusCode(StatusCodes.Bad_ConditionDisabled);
    fields.put(ConditionField.ENABLED, false);
    fields.put(ConditionField.ACTIVE, disabled);
    fields.put(ConditionField.ACKED, disabled);
    OpcUaConditionEvent.State state = condition(fields).state();
    assertThat(state.enabled()).isFalse();
    assertThat(state.active()).isFalse();
    assertThat(state.retain()).isFalse();
    assertThat(state.acknowledged()).isEmpty();
  }

  @Test
  void knowsTheEventsAboutEvents() {
    Map<NodeId, OpcUaEvent.Kind> kinds =
        Map.of(
            NodeIds.RefreshStartEventType,
            OpcUaEvent.Kind.REFRESH_START,
            NodeIds.RefreshEndEventType,
            OpcUaEvent.Kind.REFRESH_END,
            NodeIds.RefreshRequiredEventType,
            OpcUaEvent.Kind.REFRESH_REQUIRED,
            NodeIds.EventQueueOverflowEventType,
            OpcUaEvent.Kind.QUEUE_OVERFLOW,
            NodeIds.AuditSessionEventType,
            OpcUaEvent.Kind.OTHER,
            new NodeId(1, "a type of the vendor"),
            OpcUaEvent.Kind.OTHER);
    kinds.forEach(
        (type, kind) -> {
          Map<ConditionField, Object> fields = new EnumMap<>(ConditionField.class);
          fields.put(ConditionField.EVENT_TYPE, type);
          fields.put(ConditionField.TIME, OpcUaTime.dateTime(NANOS));
          assertThat(decode(fields)).isEqualTo(new OpcUaEvent.Signal(2, kind, NANOS));
        });
  }

  @Test
  void standsFieldsThatAreMissingNullOrOfAnotherType() {
    assertThat(decode())
        .isEqualTo(new OpcUaEvent.Signal(2, OpcUaEvent.Kind.OTHER, OpcUaBatch.ABSENT));
    List<Object> values = new ArrayList<>(alarm().values());
    values.addAll(List.of(1.5, new StatusCode(0x80000000L), "text", 7L));
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Map<ConditionField, Object> fields = alarm();
      for (ConditionField field : ConditionField.values()) {
        if (field != ConditionField.CONDITION_ID && random.nextBoolean()) {
          fields.put(field, values.get(random.nextInt(values.size())));
        }
      }
      List<ConditionField> all = List.of(ConditionField.values());
      fields.remove(all.get(random.nextInt(all.size())));
      OpcUaEvent event = decode(fields);
      if (event instanceof OpcUaEvent.Condition condition) {
        assertThat(condition.event().state().severity()).isBetween(0, 1_000);
      } else {
        assertThat(((OpcUaEvent.Signal) event).kind()).isEqualTo(OpcUaEvent.Kind.OTHER);
      }
    }
  }

  @Test
  void standsNullLists() {
    List<OpcUaEvent> events = new ArrayList<>();
    EventDecoding decoding = new EventDecoding(namespaces());
    decoding.decode(new EventNotificationList(null), events::add);
    assertThat(events).isEmpty();
    decoding.decode(
        new EventNotificationList(new EventFieldList[] {new EventFieldList(uint(1), null)}),
        events::add);
    assertThat(events).singleElement().isInstanceOf(OpcUaEvent.Signal.class);
  }
}
