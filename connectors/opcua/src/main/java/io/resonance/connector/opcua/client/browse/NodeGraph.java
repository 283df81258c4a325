package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** The part of an address space that was browsed so far; each node is browsed once. */
final class NodeGraph {

  private static final int MOST_NODES = 1_000_000;

  /**
   * A node below another.
   *
   * @param id the node
   * @param namespaceUri namespace of its browse name
   * @param name its browse name
   * @param type its type definition
   * @param isVariable whether it is a variable, else an object
   * @param isProperty whether the node above has it as a property
   */
  record Child(
      NodeId id,
      String namespaceUri,
      String name,
      NodeId type,
      boolean isVariable,
      boolean isProperty) {}

  private final ServerSession session;
  private final References references;
  private final Map<NodeId, List<Child>> children = new HashMap<>();
  private int known;

  NodeGraph(ServerSession session, References references) {
    this.session = session;
    this.references = references;
  }

  /** Browses the nodes that were not browsed yet. */
  void learn(Collection<NodeId> nodes) throws OpcUaClientException {
    Set<NodeId> unknown = new LinkedHashSet<>(nodes);
    unknown.removeAll(children.keySet());
    if (unknown.isEmpty()) {
      return;
    }
    for (Map.Entry<NodeId, List<ReferenceDescription>> browsed :
        references.children(unknown).entrySet()) {
      List<Child> found = children(browsed.getValue());
      known += found.size();
      children.put(browsed.getKey(), found);
    }
    if (known > MOST_NODES) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE,
          "OPC UA endpoint %s (%s), browsing: more than %d nodes. Search below a smaller folder, or exclude what is not wanted."
              .formatted(session.endpoint().id(), session.endpoint().url(), MOST_NODES),
          null);
    }
  }

  private List<Child> children(List<ReferenceDescription> described) {
    List<Child> found = new ArrayList<>(described.size());
    for (ReferenceDescription reference : described) {
      // a node of another server cannot be read here
      Optional<NodeId> id = session.local(reference.getNodeId());
      String name = reference.getBrowseName().getName();
      if (id.isPresent() && name != null && !name.isEmpty()) {
        found.add(
            new Child(
                id.get(),
                session.namespaceUri(reference.getBrowseName().getNamespaceIndex().intValue()),
                name,
                session.local(reference.getTypeDefinition()).orElse(NodeId.NULL_VALUE),
                reference.getNodeClass() == NodeClass.Variable,
                NodeIds.HasProperty.equals(reference.getReferenceTypeId())));
      }
    }
    return found;
  }

  /** What is below a node that was browsed. */
  List<Child> below(NodeId node) {
    return children.getOrDefault(node, List.of());
  }
}
