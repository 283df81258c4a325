package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.FilterOperator;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElement;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElementResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ElementOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilterResult;
import org.eclipse.milo.opcua.stack.core.types.structured.LiteralOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;

/**
 * What is asked of the server's events (Part 4, 7.22.3), and how much of it this server can do.
 * Immutable; {@link #withoutRefused} gives the next attempt.
 *
 * <p>The where clause lets conditions pass and, named one by one, the events about events: by Part
 * 9, 4.5 those pass any filter, but not all servers know. It needs the operator Or; where that is
 * missing there is no where clause and the filtering is done here. A field the server refuses is
 * asked for as EventId, so that the others keep their places: some servers send nothing at all
 * while one clause is bad.
 */
final class ConditionFilter {

  private static final List<NodeId> WANTED =
      List.of(
          NodeIds.ConditionType,
          NodeIds.RefreshStartEventType,
          NodeIds.RefreshEndEventType,
          NodeIds.RefreshRequiredEventType,
          NodeIds.EventQueueOverflowEventType);

  private final Set<ConditionField> refused;
  private final boolean filtering;

  private ConditionFilter(Set<ConditionField> refused, boolean filtering) {
    this.refused = refused;
    this.filtering = filtering;
  }

  /** Everything that is wanted. */
  static ConditionFilter complete() {
    return new ConditionFilter(Set.of(), true);
  }

  /** The same without a where clause. */
  ConditionFilter unfiltered() {
    return new ConditionFilter(refused, false);
  }

  boolean isFiltering() {
    return filtering;
  }

  EventFilter build(EncodingContext context) {
    ConditionField[] fields = ConditionField.values();
    SimpleAttributeOperand[] select = new SimpleAttributeOperand[fields.length];
    for (ConditionField field : fields) {
      select[field.place()] = (refused.contains(field) ? ConditionField.EVENT_ID : field).clause();
    }
    return new EventFilter(
        select, new ContentFilter(filtering ? where(context) : new ContentFilterElement[0]));
  }

  /** {@code a or (b or (c or ...))}: each Or refers to elements behind it, never back. */
  private static ContentFilterElement[] where(EncodingContext context) {
    int ors = WANTED.size() - 1;
    ContentFilterElement[] elements = new ContentFilterElement[ors + WANTED.size()];
    for (int i = 0; i < ors; i++) {
      int right = i == ors - 1 ? ors + i + 1 : i + 1;
      elements[i] =
          element(
              context,
              FilterOperator.Or,
              new ElementOperand(uint(ors + i)),
              new ElementOperand(uint(right)));
    }
    for (int i = 0; i < WANTED.size(); i++) {
      elements[ors + i] =
          element(context, FilterOperator.OfType, new LiteralOperand(new Variant(WANTED.get(i))));
    }
    return elements;
  }

  private static ContentFilterElement element(
      EncodingContext context, FilterOperator operator, UaStructuredType... operands) {
    ExtensionObject[] encoded = new ExtensionObject[operands.length];
    for (int i = 0; i < operands.length; i++) {
      encoded[i] = ExtensionObject.encode(context, operands[i]);
    }
    return new ContentFilterElement(operator, encoded);
  }

  /** What is left when a server's refusals are taken out; the same filter if it refused nothing. */
  ConditionFilter withoutRefused(EventFilterResult result) {
    Set<ConditionField> bad = new TreeSet<>(refused);
    StatusCode[] fields = result.getSelectClauseResults();
    for (ConditionField field : ConditionField.values()) {
      if (fields != null && field.place() < fields.length && isBad(fields[field.place()])) {
        bad.add(field);
      }
    }
    boolean filter = filtering && !isWhereClauseBad(result);
    return bad.equals(refused) && filter == filtering ? this : new ConditionFilter(bad, filter);
  }

  private static boolean isWhereClauseBad(EventFilterResult result) {
    if (result.getWhereClauseResult() == null
        || result.getWhereClauseResult().getElementResults() == null) {
      return false;
    }
    for (ContentFilterElementResult element : result.getWhereClauseResult().getElementResults()) {
      if (isBad(element.getStatusCode())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBad(StatusCode status) {
    return status != null && status.isBad();
  }

  /** The fields this server does not have. */
  Set<ConditionField> refused() {
    return Set.copyOf(refused);
  }
}
