package io.resonance.connector.opcua.client;

import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;

/**
 * The fields of an event that are asked for, each under the type that declares it (Part 5, 6.4.2;
 * Part 9, 5.5.2, 5.7.2, 5.8.2). The order is that of the select clauses and so of the values that
 * come; subscriptions outlive the process, so it may only grow at its end.
 */
enum ConditionField {
  EVENT_ID(0, NodeIds.BaseEventType, "EventId"),
  EVENT_TYPE(1, NodeIds.BaseEventType, "EventType"),
  SOURCE_NODE(2, NodeIds.BaseEventType, "SourceNode"),
  SOURCE_NAME(3, NodeIds.BaseEventType, "SourceName"),
  TIME(4, NodeIds.BaseEventType, "Time"),
  RECEIVE_TIME(5, NodeIds.BaseEventType, "ReceiveTime"),
  MESSAGE(6, NodeIds.BaseEventType, "Message"),
  SEVERITY(7, NodeIds.BaseEventType, "Severity"),
  /** The NodeId attribute of the condition itself (Part 9, 5.5.2.13): an empty path. */
  CONDITION_ID(8, NodeIds.ConditionType),
  CONDITION_NAME(9, NodeIds.ConditionType, "ConditionName"),
  CONDITION_CLASS_ID(10, NodeIds.ConditionType, "ConditionClassId"),
  BRANCH_ID(11, NodeIds.ConditionType, "BranchId"),
  RETAIN(12, NodeIds.ConditionType, "Retain"),
  ENABLED(13, NodeIds.ConditionType, "EnabledState", "Id"),
  QUALITY(14, NodeIds.ConditionType, "Quality"),
  COMMENT(15, NodeIds.ConditionType, "Comment"),
  ACKED(16, NodeIds.AcknowledgeableConditionType, "AckedState", "Id"),
  CONFIRMED(17, NodeIds.AcknowledgeableConditionType, "ConfirmedState", "Id"),
  ACTIVE(18, NodeIds.AlarmConditionType, "ActiveState", "Id"),
  ACTIVE_SINCE(19, NodeIds.AlarmConditionType, "ActiveState", "TransitionTime"),
  INPUT_NODE(20, NodeIds.AlarmConditionType, "InputNode");

  private final int place;
  private final NodeId type;
  private final String[] path;

  ConditionField(int place, NodeId type, String... path) {
    this.place = place;
    this.type = type;
    this.path = path;
  }

  /** Where the field stands among the select clauses and among the values of an event. */
  int place() {
    return place;
  }

  /** The clause that asks for the field. */
  SimpleAttributeOperand clause() {
    return new SimpleAttributeOperand(
        type,
        Arrays.stream(path).map(name -> new QualifiedName(0, name)).toArray(QualifiedName[]::new),
        (this == CONDITION_ID ? AttributeId.NodeId : AttributeId.Value).uid(),
        null);
  }
}
