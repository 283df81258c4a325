package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.FilterOperator;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElement;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElementResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ElementOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilterResult;
import org.eclipse.milo.opcua.stack.core.types.structured.LiteralOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;
import org.junit.jupiter.api.Test;

class ConditionFilterTest {

  private static final EncodingContext CONTEXT = DefaultEncodingContext.INSTANCE;
  private static final StatusCode BAD = new StatusCode(StatusCodes.Bad_NodeIdUnknown);

  @Test
  void asksForEachFieldUnderTheTypeThatDeclaresIt() {
    SimpleAttributeOperand[] select = ConditionFilter.complete().build(CONTEXT).getSelectClauses();
    assertThat(select).hasSameSizeAs(ConditionField.values());
    SimpleAttributeOperand acked = select[ConditionField.ACKED.place()];
    assertThat(acked.getTypeDefinitionId()).isEqualTo(NodeIds.AcknowledgeableConditionType);
    assertThat(acked.getBrowsePath())
        .containsExactly(new QualifiedName(0, "AckedState"), new QualifiedName(0, "Id"));
    assertThat(acked.getAttributeId()).isEqualTo(AttributeId.Value.uid());
    SimpleAttributeOperand conditionId = select[ConditionField.CONDITION_ID.place()];
    assertThat(conditionId.getTypeDefinitionId()).isEqualTo(NodeIds.ConditionType);
    assertThat(conditionId.getBrowsePath()).isEmpty();
    assertThat(conditionId.getAttributeId()).isEqualTo(AttributeId.NodeId.uid());
  }

  /** A subscription outlives the process that made it, and with it the order of its fields. */
  @Test
  void keepsThePlacesOfRelease1() {
    assertThat(Arrays.stream(ConditionField.values()).map(f -> f.place() + " " + f))
        .containsExactly(
            "0 EVENT_ID",
            "1 EVENT_TYPE",
            "2 SOURCE_NODE",
            "3 SOURCE_NAME",
            "4 TIME",
            "5 RECEIVE_TIME",
            "6 MESSAGE",
            "7 SEVERITY",
            "8 CONDITION_ID",
            "9 CONDITION_NAME",
            "10 CONDITION_CLASS_ID",
            "11 BRANCH_ID",
            "12 RETAIN",
            "13 ENABLED",
            "14 QUALITY",
            "15 COMMENT",
            "16 ACKED",
            "17 CONFIRMED",
            "18 ACTIVE",
            "19 ACTIVE_SINCE",
            "20 INPUT_NODE");
  }

  /**
   * Part 4, 7.7.1: an ElementOperand refers to an element behind its own, so no loop is possible.
   */
  @Test
  void letsConditionsAndTheEventsAboutEventsPass() {
    ContentFilterElement[] where =
        ConditionFilter.complete().build(CONTEXT).getWhereClause().getElements();
    assertThat(types(where, 0))
        .isEqualTo(
            "ConditionType RefreshStartEventType RefreshEndEventType RefreshRequiredEventType EventQueueOverflowEventType"
                .replace("ConditionType", NodeIds.ConditionType.toParseableString())
                .replace("RefreshStartEventType", NodeIds.RefreshStartEventType.toParseableString())
                .replace("RefreshEndEventType", NodeIds.RefreshEndEventType.toParseableString())
                .replace(
                    "RefreshRequiredEventType",
                    NodeIds.RefreshRequiredEventType.toParseableString())
                .replace(
                    "EventQueueOverflowEventType",
                    NodeIds.EventQueueOverflowEventType.toParseableString()));
  }

  private static String types(ContentFilterElement[] where, int index) {
    ContentFilterElement element = where[index];
    Object first = element.getFilterOperands()[0].decode(CONTEXT);
    if (element.getFilterOperator() == FilterOperator.OfType) {
      return ((org.eclipse.milo.opcua.stack.core.types.builtin.NodeId)
              ((LiteralOperand) first).getValue().value())
          .toParseableString();
    }
    assertThat(element.getFilterOperator()).isEqualTo(FilterOperator.Or);
    int left = ((ElementOperand) first).getIndex().intValue();
    int right =
        ((ElementOperand) element.getFilterOperands()[1].decode(CONTEXT)).getIndex().intValue();
    assertThat(left).isGreaterThan(index);
    assertThat(right).isGreaterThan(index);
    return types(where, left) + " " + types(where, right);
  }

  @Test
  void keepsThePlacesOfTheOthersWhereAFieldIsRefused() {
    ConditionFilter filter = ConditionFilter.complete();
    ConditionFilter next =
        filter.withoutRefused(result(ConditionField.CONFIRMED.place(), StatusCode.GOOD));
    SimpleAttributeOperand[] select = next.build(CONTEXT).getSelectClauses();
    assertThat(select).hasSameSizeAs(ConditionField.values());
    assertThat(select[ConditionField.CONFIRMED.place()].getBrowsePath())
        .containsExactly(new QualifiedName(0, "EventId"));
    assertThat(select[ConditionField.ACTIVE.place()].getTypeDefinitionId())
        .isEqualTo(NodeIds.AlarmConditionType);
    assertThat(next.refused()).containsExactly(ConditionField.CONFIRMED);
    assertThat(next.isFiltering()).isTrue();
    assertThat(next.withoutRefused(result(ConditionField.CONFIRMED.place(), StatusCode.GOOD)))
        .isSameAs(next);
  }

  @Test
  void filtersHereWhereTheServerCannot() {
    ConditionFilter next =
        ConditionFilter.complete()
            .withoutRefused(result(-1, new StatusCode(StatusCodes.Bad_FilterOperatorUnsupported)));
    EventFilter filter = next.build(CONTEXT);
    assertThat(filter.getWhereClause().getElements()).isEmpty();
    assertThat(next.refused()).isEmpty();
  }

  @Test
  void takesAResultWithoutDetailsForGood() {
    ConditionFilter filter = ConditionFilter.complete();
    assertThat(filter.withoutRefused(new EventFilterResult(null, null, null))).isSameAs(filter);
  }

  private static EventFilterResult result(int badField, StatusCode where) {
    StatusCode[] fields = new StatusCode[ConditionField.values().length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = i == badField ? BAD : StatusCode.GOOD;
    }
    return new EventFilterResult(
        fields,
        new DiagnosticInfo[0],
        new ContentFilterResult(
            new ContentFilterElementResult[] {
              new ContentFilterElementResult(where, new StatusCode[0], new DiagnosticInfo[0])
            },
            new DiagnosticInfo[0]));
  }
}
