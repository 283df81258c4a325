package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.connector.opcua.source.OpcUaUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a server says about its items: name, type, unit, ranges, texts of an enumeration (Part
 * 8, 5.3).
 */
final class ItemDescriptionReading {

  private static final Logger LOG = LoggerFactory.getLogger(ItemDescriptionReading.class);
  private static final int NODES_PER_CALL = 50;
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

  private final MiloSubscriptionClient session;
  private final OpcUaClient client;

  ItemDescriptionReading(MiloSubscriptionClient session) {
    this.session = session;
    this.client = session.milo();
  }

  List<OpcUaItemDescription> read(List<MonitoredNode> nodes) throws OpcUaClientException {
    List<OpcUaItemDescription> descriptions = new ArrayList<>();
    for (int from = 0; from < nodes.size(); from += NODES_PER_CALL) {
      descriptions.addAll(
          readSome(nodes.subList(from, Math.min(nodes.size(), from + NODES_PER_CALL))));
    }
    return descriptions;
  }

  private List<OpcUaItemDescription> readSome(List<MonitoredNode> nodes)
      throws OpcUaClientException {
    List<BrowsePath> paths = new ArrayList<>();
    for (MonitoredNode node : nodes) {
      for (String property : PROPERTIES) {
        paths.add(path(node.nodeId(), property));
      }
    }
    BrowsePathResult[] found =
        session.await("finding properties", client.translateBrowsePathsAsync(paths)).getResults();
    List<ReadValueId> reads = new ArrayList<>();
    for (MonitoredNode node : nodes) {
      reads.add(read(node.nodeId(), AttributeId.DisplayName));
      reads.add(read(node.nodeId(), AttributeId.DataType));
    }
    int[] readOfProperty = new int[found.length];
    for (int i = 0; i < found.length; i++) {
      Optional<NodeId> target = target(found[i]);
      readOfProperty[i] = target.isPresent() ? reads.size() : -1;
      target.ifPresent(id -> reads.add(read(id, AttributeId.Value)));
    }
    DataValue[] values =
        session
            .await("reading properties", client.readAsync(0, TimestampsToReturn.Neither, reads))
            .getResults();
    List<OpcUaItemDescription> descriptions = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Object[] properties = new Object[PROPERTIES.size()];
      for (int p = 0; p < properties.length; p++) {
        int read = readOfProperty[i * PROPERTIES.size() + p];
        properties[p] = read < 0 ? null : decoded(values[read]);
      }
      descriptions.add(
          description(
              nodes.get(i), decoded(values[2 * i]), decoded(values[2 * i + 1]), properties));
    }
    return descriptions;
  }

  private OpcUaItemDescription description(
      MonitoredNode node, Object displayName, Object dataType, Object[] properties) {
    return new OpcUaItemDescription(
        node.configured(),
        displayName instanceof LocalizedText text ? nonNull(text.text()) : "",
        dataType instanceof NodeId id ? session.decoding().namespaces().text(id) : "",
        properties[0] instanceof EUInformation eu ? Optional.of(unit(eu)) : Optional.empty(),
        range(properties[1]),
        range(properties[2]),
        EnumerationTexts.of(properties[3], properties[4], properties[5], properties[6]),
        properties[7] instanceof Double precision
            ? OptionalDouble.of(precision)
            : OptionalDouble.empty(),
        properties[8] instanceof String definition ? definition : "",
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

  /** What a property holds; nothing where it holds what its type does not allow. */
  private Object decoded(DataValue value) {
    Object content = value.value() == null ? null : value.value().value();
    try {
      if (content instanceof ExtensionObject structure) {
        return structure.decode(client.getStaticEncodingContext());
      }
      if (content instanceof ExtensionObject[] structures) {
        return Arrays.stream(structures)
            .map(structure -> structure.decode(client.getStaticEncodingContext()))
            .toArray();
      }
      return content;
    } catch (UaRuntimeException e) {
      LOG.debug("A property cannot be decoded: {}", e.toString());
      return null;
    }
  }

  private static BrowsePath path(NodeId node, String property) {
    return new BrowsePath(
        node,
        new RelativePath(
            new RelativePathElement[] {
              new RelativePathElement(
                  NodeIds.HasProperty, false, true, new QualifiedName(0, property))
            }));
  }

  private Optional<NodeId> target(BrowsePathResult result) {
    if (!result.getStatusCode().isGood()
        || result.getTargets() == null
        || result.getTargets().length == 0) {
      return Optional.empty();
    }
    return result.getTargets()[0].getTargetId().toNodeId(client.getNamespaceTable());
  }

  private static ReadValueId read(NodeId node, AttributeId attribute) {
    return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
  }
}
