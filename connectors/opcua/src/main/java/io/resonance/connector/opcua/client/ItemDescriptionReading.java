package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.decoding.Namespaces;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.connector.opcua.source.OpcUaUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;

/**
 * Reads what a server says about its items: name, type, unit, ranges, texts of an enumeration (Part
 * 8, 5.3), and what the types of the items are made of. Never blocks.
 */
final class ItemDescriptionReading {

  /** Items for one call; each has several properties. */
  static final int NODES_PER_CALL = 50;

  private static final List<String> PROPERTIES =
      List.of(
          "EngineeringUnits",
          "EURange",
          "InstrumentRange",
          "EnumStrings",
          "EnumValues",
          "FalseState",
          "TrueState",
          "ValuePrecision",
          "Definition");

  private final Namespaces namespaces;
  private final ServerDataTypes types;
  private final DataTypeReading typeReading;
  private final PropertyReading properties;

  ItemDescriptionReading(
      OpcUaClient client, Namespaces namespaces, ServerDataTypes types, DataTypeReading reading) {
    this.namespaces = namespaces;
    this.types = types;
    this.typeReading = reading;
    this.properties = new PropertyReading(client);
  }

  /** Reads at most {@link #NODES_PER_CALL} items. */
  CompletableFuture<List<OpcUaItemDescription>> read(List<MonitoredNode> nodes) {
    List<PropertyReading.Attribute> attributes = new ArrayList<>();
    for (MonitoredNode node : nodes) {
      attributes.add(new PropertyReading.Attribute(node.nodeId(), AttributeId.DisplayName));
      attributes.add(new PropertyReading.Attribute(node.nodeId(), AttributeId.DataType));
    }
    List<NodeId> ids = nodes.stream().map(MonitoredNode::nodeId).toList();
    return properties
        .attributes(attributes)
        .thenCompose(
            values ->
                typeReading
                    .learn(dataTypes(values))
                    .thenCompose(learnt -> properties.values(ids, PROPERTIES))
                    .thenApply(found -> descriptions(nodes, values, found)));
  }

  private Set<NodeId> dataTypes(DataValue[] values) {
    Set<NodeId> ids = new HashSet<>();
    for (int i = 1; i < values.length; i += 2) {
      if (properties.content(values[i]) instanceof NodeId id) {
        ids.add(id);
      }
    }
    return ids;
  }

  private List<OpcUaItemDescription> descriptions(
      List<MonitoredNode> nodes, DataValue[] values, List<Object[]> found) {
    List<OpcUaItemDescription> descriptions = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      descriptions.add(
          description(
              nodes.get(i),
              properties.content(values[2 * i]),
              properties.content(values[2 * i + 1]),
              found.get(i)));
    }
    return descriptions;
  }

  private OpcUaItemDescription description(
      MonitoredNode node, Object displayName, Object dataType, Object[] found) {
    Map<Long, String> texts = EnumerationTexts.of(found[3], found[4], found[5], found[6]);
    return new OpcUaItemDescription(
        node.configured(),
        node.browsePath(),
        displayName instanceof LocalizedText text ? nonNull(text.text()) : "",
        dataType instanceof NodeId id ? namespaces.text(id) : "",
        found[0] instanceof EUInformation eu ? Optional.of(unit(eu)) : Optional.empty(),
        range(found[1]),
        range(found[2]),
        texts.isEmpty() && dataType instanceof NodeId id ? types.enumerationTexts(id) : texts,
        found[7] instanceof Double precision
            ? OptionalDouble.of(precision)
            : OptionalDouble.empty(),
        found[8] instanceof String definition ? definition : "",
        node.revisedSamplingMillis(),
        node.revisedQueueSize());
  }

  private static OpcUaUnit unit(EUInformation eu) {
    return OpcUaUnit.of(
        nonNull(eu.getNamespaceUri()), eu.getUnitId(), nonNull(eu.getDisplayName().text()));
  }

  private static Optional<OpcUaRange> range(Object value) {
    return value instanceof Range range
        ? Optional.of(new OpcUaRange(range.getLow(), range.getHigh()))
        : Optional.empty();
  }

  private static String nonNull(String text) {
    return text == null ? "" : text;
  }
}
