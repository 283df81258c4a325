package io.resonance.connector.opcua.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads attributes and standard properties of many nodes at once; never blocks. */
final class PropertyReading {

  private static final Logger LOG = LoggerFactory.getLogger(PropertyReading.class);

  /** Small controllers allow a hundred operations in a call, and no more. */
  private static final int PER_CALL = 100;

  private final OpcUaClient client;

  PropertyReading(OpcUaClient client) {
    this.client = client;
  }

  /** An attribute of a node. */
  record Attribute(NodeId node, AttributeId id) {}

  /** The values of attributes, in their order. */
  CompletableFuture<DataValue[]> attributes(List<Attribute> attributes) {
    List<ReadValueId> reads =
        attributes.stream()
            .map(a -> new ReadValueId(a.node(), a.id().uid(), null, QualifiedName.NULL_VALUE))
            .toList();
    return inParts(
            reads,
            part ->
                client
                    .readAsync(0, TimestampsToReturn.Neither, part)
                    .thenApply(response -> Arrays.asList(response.getResults())))
        .thenApply(results -> results.toArray(new DataValue[0]));
  }

  /** Calls one after the other, each with no more than any server allows. */
  private static <A, R> CompletableFuture<List<R>> inParts(
      List<A> all, Function<List<A>, CompletableFuture<List<R>>> call) {
    CompletableFuture<List<R>> results = CompletableFuture.completedFuture(new ArrayList<>());
    for (int from = 0; from < all.size(); from += PER_CALL) {
      List<A> part = all.subList(from, Math.min(all.size(), from + PER_CALL));
      results =
          results.thenCompose(
              before ->
                  call.apply(part)
                      .thenApply(
                          more -> {
                            before.addAll(more);
                            return before;
                          }));
    }
    return results;
  }

  /** What the properties of each node hold; null for those it does not have. */
  CompletableFuture<List<Object[]>> values(List<NodeId> nodes, List<String> names) {
    List<BrowsePath> paths = new ArrayList<>();
    for (NodeId node : nodes) {
      for (String name : names) {
        paths.add(path(node, name));
      }
    }
    return inParts(
            paths,
            part ->
                client
                    .translateBrowsePathsAsync(part)
                    .thenApply(response -> Arrays.asList(response.getResults())))
        .thenCompose(found -> values(nodes.size(), names.size(), found));
  }

  private CompletableFuture<List<Object[]>> values(
      int nodes, int names, List<BrowsePathResult> found) {
    List<Attribute> attributes = new ArrayList<>();
    int[] readOfProperty = new int[nodes * names];
    for (int i = 0; i < readOfProperty.length; i++) {
      Optional<NodeId> target = i < found.size() ? target(found.get(i)) : Optional.empty();
      readOfProperty[i] = target.isPresent() ? attributes.size() : -1;
      target.ifPresent(id -> attributes.add(new Attribute(id, AttributeId.Value)));
    }
    return attributes(attributes)
        .thenApply(
            values -> {
              List<Object[]> byNode = new ArrayList<>();
              for (int node = 0; node < nodes; node++) {
                Object[] contents = new Object[names];
                for (int name = 0; name < names; name++) {
                  int at = readOfProperty[node * names + name];
                  contents[name] = at < 0 ? null : content(values[at]);
                }
                byNode.add(contents);
              }
              return byNode;
            });
  }

  /**
   * What a value holds, structures decoded; nothing where it holds what its type does not allow.
   */
  Object content(DataValue value) {
    Object content = value == null || value.value() == null ? null : value.value().value();
    try {
      if (content instanceof ExtensionObject structure) {
        return decoded(structure);
      }
      if (content instanceof ExtensionObject[] structures) {
        return Arrays.stream(structures).map(this::decoded).toArray();
      }
      return content;
    } catch (UaRuntimeException e) {
      LOG.debug("A property cannot be decoded: {}", e.toString());
      return null;
    }
  }

  private Object decoded(ExtensionObject structure) {
    return structure.isNull() ? null : structure.decode(client.getStaticEncodingContext());
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
}
