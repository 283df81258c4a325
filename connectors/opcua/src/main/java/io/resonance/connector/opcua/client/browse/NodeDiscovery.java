package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.client.browse.DiscoveredNodes.FoundNode;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** Finds all selections of an endpoint in one session; what one has browsed serves the others. */
public final class NodeDiscovery {

  private final ServerSession session;

  public NodeDiscovery(ServerSession session) {
    this.session = session;
  }

  /** The nodes of all selections; a node that several select belongs to the first. */
  public DiscoveredNodes find(List<OpcUaNodeSelection> selections) throws OpcUaClientException {
    OperationLimits limits = new ServerProfileReading(session).read().limits();
    References references = new References(session, limits);
    NodeGraph graph = new NodeGraph(session, references);
    TypeTree types = new TypeTree(session, references, limits);
    Map<NodeId, FoundNode> nodes = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (OpcUaNodeSelection selection : selections) {
      Map<NodeId, OpcUaBrowsePath> found =
          new SelectionSearch(selection, graph, types).run(problems);
      for (Map.Entry<NodeId, OpcUaBrowsePath> node : found.entrySet()) {
        nodes.computeIfAbsent(node.getKey(), id -> found(id, node.getValue(), selection));
      }
    }
    return new DiscoveredNodes(
        List.copyOf(nodes.values()),
        problems,
        limits,
        1 + references.requests() + types.requests());
  }

  private FoundNode found(NodeId id, OpcUaBrowsePath path, OpcUaNodeSelection selection) {
    OpcUaItem item = OpcUaItem.of(session.text(id)).at(path.text());
    return new FoundNode(selection.sampling().applyTo(item), selection.type());
  }
}
