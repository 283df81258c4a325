package io.resonance.testbed.opcua;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.variables.AnalogItemType;
import org.eclipse.milo.opcua.sdk.server.model.variables.BaseAnalogType;
import org.eclipse.milo.opcua.sdk.server.model.variables.MultiStateDiscreteType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;

/**
 * The address space of a simulated server: variables as laid out, pushed values and HistoryRead
 * raw.
 */
final class SimulatedNamespace extends ManagedNamespaceWithLifecycle {

  private static final int MAX_VALUES_PER_HISTORY_READ = 1_000;

  private final Map<String, VariableState> variables;
  private final boolean historyOffered;
  private final AddressSpaceLayout layout;
  private final HistoryContinuations continuations;
  private LaidOutNodes nodes;

  SimulatedNamespace(
      OpcUaServer server,
      String uri,
      Map<String, VariableState> variables,
      AddressSpaceLayout layout,
      boolean history,
      HistoryContinuations continuations) {
    super(server, uri);
    this.variables = variables;
    this.layout = layout;
    this.historyOffered = history;
    this.continuations = continuations;
    getLifecycleManager().addStartupTask(this::createNodes);
  }

  private void createNodes() {
    if (variables.values().stream().anyMatch(state -> state.variable().shape().isPresent())) {
      new SampleDataTypes(getNodeContext(), getNodeManager(), getNamespaceIndex()).create();
    }
    nodes = new LaidOutNodes(getNodeContext(), getNodeManager(), getNamespaceIndex(), layout);
    variables.values().forEach(this::add);
    nodes.link();
  }

  /** Adds the node of a variable. */
  void add(VariableState state) {
    nodes.add(layout.pathOf(state.variable().identifier()), name -> createNode(state, name));
  }

  private UaVariableNode createNode(VariableState state, QualifiedName name) {
    SimulatedVariable variable = state.variable();
    UaVariableNode node =
        new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
            .setNodeId(newNodeId(variable.identifier()))
            .setAccessLevel(access())
            .setUserAccessLevel(access())
            .setBrowseName(name)
            .setDisplayName(LocalizedText.english(variable.identifier()))
            .setDataType(
                variable.shape().map(this::dataType).orElseGet(() -> dataType(variable.type())))
            .setTypeDefinition(typeDefinition(variable))
            .build();
    node.setHistorizing(historyOffered);
    variable.shape().ifPresent(shape -> node.setValueRank(shape.valueRank()));
    node.getFilterChain()
        .addLast(
            AttributeFilters.getValue(
                context ->
                    state.last() == null
                        ? new DataValue(StatusCodes.Bad_WaitingForInitialData)
                        : state.last()));
    getNodeManager().addNode(node);
    variable
        .unit()
        .ifPresent(unit -> node.setProperty(BaseAnalogType.ENGINEERING_UNITS, euInformation(unit)));
    variable
        .euRange()
        .ifPresent(r -> node.setProperty(AnalogItemType.EU_RANGE, new Range(r.low(), r.high())));
    variable
        .instrumentRange()
        .ifPresent(
            r -> node.setProperty(BaseAnalogType.INSTRUMENT_RANGE, new Range(r.low(), r.high())));
    if (!variable.enumStrings().isEmpty()) {
      node.setProperty(
          MultiStateDiscreteType.ENUM_STRINGS,
          variable.enumStrings().stream()
              .map(LocalizedText::english)
              .toArray(LocalizedText[]::new));
    }
    return node;
  }

  private Set<AccessLevel> access() {
    return historyOffered
        ? EnumSet.of(AccessLevel.CurrentRead, AccessLevel.HistoryRead)
        : EnumSet.of(AccessLevel.CurrentRead);
  }

  private static EUInformation euInformation(EngineeringUnit unit) {
    return new EUInformation(
        EngineeringUnit.NAMESPACE,
        unit.unitId(),
        LocalizedText.english(unit.text()),
        LocalizedText.english(unit.code()));
  }

  private static NodeId dataType(ValueType type) {
    return switch (type) {
      case DOUBLE -> NodeIds.Double;
      case FLOAT -> NodeIds.Float;
      case INT16 -> NodeIds.Int16;
      case INT32, ENUMERATION -> NodeIds.Int32;
      case UINT32 -> NodeIds.UInt32;
      case INT64 -> NodeIds.Int64;
      case BOOLEAN -> NodeIds.Boolean;
      case STRING -> NodeIds.String;
      case SHAPED -> throw new IllegalArgumentException("a shaped variable has a shape");
    };
  }

  private NodeId dataType(DataShape shape) {
    return shape.dataType().startsWith("i=")
        ? NodeId.parse(shape.dataType())
        : newNodeId(SampleDataTypes.idOf(shape.dataType()));
  }

  /** A structure of one of the {@link SampleDataTypes}. */
  ExtensionObject structure(String type, ByteString body) {
    return ExtensionObject.of(body, newNodeId(SampleDataTypes.encodingOf(type)));
  }

  /** Gives a variable another unit. */
  void unit(String identifier, EngineeringUnit unit) {
    if (getNodeManager().get(newNodeId(identifier)) instanceof UaVariableNode node) {
      node.setProperty(BaseAnalogType.ENGINEERING_UNITS, euInformation(unit));
    }
  }

  private static NodeId typeDefinition(SimulatedVariable variable) {
    if (!variable.enumStrings().isEmpty()) {
      return NodeIds.MultiStateDiscreteType;
    }
    if (variable.unit().isEmpty()) {
      return NodeIds.BaseDataVariableType;
    }
    return variable.euRange().isPresent() ? NodeIds.AnalogUnitRangeType : NodeIds.AnalogUnitType;
  }

  /** Lets clients write a variable. */
  void allowWrites(String identifier) {
    if (getNodeManager().get(newNodeId(identifier)) instanceof UaVariableNode node) {
      Set<AccessLevel> both = EnumSet.of(AccessLevel.CurrentRead, AccessLevel.CurrentWrite);
      node.setAccessLevel(AccessLevel.toValue(both));
      node.setUserAccessLevel(AccessLevel.toValue(both));
      node.getFilterChain()
          .addFirst(
              AttributeFilters.setValue(
                  (context, value) -> variables.get(identifier).written(value)));
    }
  }

  /** Deletes the node of a variable. */
  void delete(String identifier) {
    getNodeManager().getNode(newNodeId(identifier)).ifPresent(node -> node.delete());
  }

  @Override
  public List<HistoryReadResult> historyRead(
      HistoryReadContext context,
      HistoryReadDetails details,
      TimestampsToReturn timestamps,
      List<HistoryReadValueId> ids) {
    List<HistoryReadResult> results = new ArrayList<>();
    for (HistoryReadValueId id : ids) {
      VariableState state = variables.get(String.valueOf(id.getNodeId().getIdentifier()));
      if (state == null) {
        results.add(failed(StatusCodes.Bad_NodeIdUnknown));
      } else if (historyOffered
          && details instanceof ReadRawModifiedDetails raw
          && !raw.getIsReadModified()) {
        results.add(read(state, raw, id.getContinuationPoint()));
      } else {
        results.add(failed(StatusCodes.Bad_HistoryOperationUnsupported));
      }
    }
    return results;
  }

  private HistoryReadResult read(
      VariableState state, ReadRawModifiedDetails raw, ByteString continuation) {
    long from = raw.getStartTime().getUtcTime();
    long to = raw.getEndTime().getUtcTime();
    if (continuation != null && continuation.isNotNull()) {
      // the point is where the next page starts, so a forgotten one costs the server nothing
      from = continuations.used(state.variable().identifier(), continuation);
    }
    long wanted = raw.getNumValuesPerNode().longValue();
    int limit = (int) Math.min(wanted == 0 ? Long.MAX_VALUE : wanted, MAX_VALUES_PER_HISTORY_READ);
    List<DataValue> values = state.between(from, to, limit + 1);
    boolean firstPage = continuation == null || continuation.isNull();
    if (raw.getReturnBounds() && firstPage) {
      values = withBound(state, from, values);
    }
    ByteString next = ByteString.NULL_VALUE;
    if (values.size() > limit) {
      long start = values.get(limit).getSourceTime().getUtcTime();
      next = continuations.make(state.variable().identifier(), start);
      values = values.subList(0, limit);
    }
    ExtensionObject data =
        ExtensionObject.encode(
            getServer().getStaticEncodingContext(),
            new HistoryData(values.toArray(new DataValue[0])));
    StatusCode status =
        values.isEmpty() ? new StatusCode(StatusCodes.Good_NoData) : StatusCode.GOOD;
    return new HistoryReadResult(status, next, data);
  }

  /** The value the variable had at the start of the interval comes first (Part 11, 6.5.3). */
  private static List<DataValue> withBound(VariableState state, long from, List<DataValue> values) {
    if (!values.isEmpty() && values.get(0).getSourceTime().getUtcTime() == from) {
      return values;
    }
    DataValue missing =
        new DataValue(
            Variant.NULL_VALUE,
            new StatusCode(StatusCodes.Bad_BoundNotFound),
            new DateTime(from),
            new DateTime(from));
    List<DataValue> bounded = new ArrayList<>();
    bounded.add(state.before(from).orElse(missing));
    bounded.addAll(values);
    return bounded;
  }

  private static HistoryReadResult failed(long status) {
    return new HistoryReadResult(new StatusCode(status), ByteString.NULL_VALUE, null);
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    forEach(items, (state, item) -> state.add(item));
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    forEach(items, (state, item) -> state.remove(item));
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    // pushed values do not depend on the sampling interval
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    // a disabled item drops what is pushed to it by itself
  }

  private void forEach(Collection<DataItem> items, ItemAction action) {
    for (DataItem item : items) {
      VariableState state =
          variables.get(String.valueOf(item.getReadValueId().getNodeId().getIdentifier()));
      if (state != null) {
        action.accept(state, item);
      }
    }
  }

  /** What to do with a monitored item on a variable. */
  private interface ItemAction {
    void accept(VariableState state, DataItem item);
  }
}
