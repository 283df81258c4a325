package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.eclipse.milo.opcua.stack.core.types.structured.TranslateBrowsePathsToNodeIdsResponse;

/**
 * Where known nodes are in the address space today: a path that still leads to its node is kept
 * (Part 4, 5.9.4), else the node is followed upwards to the Root folder.
 */
public final class NodePaths {

  private static final int MOST_LEVELS = 50;

  private final ServerSession session;
  private final OperationLimits limits;
  private final References references;

  public NodePaths(ServerSession session, OperationLimits limits) {
    this.session = session;
    this.limits = limits;
    this.references = new References(session, limits);
  }

  /**
   * The full path of each node, or as much of its end as the server lets one follow.
   *
   * @param lastSeen where the nodes were; empty texts where that is not known
   */
  public Map<NodeId, String> today(Map<NodeId, String> lastSeen) throws OpcUaClientException {
    Map<NodeId, String> today = new LinkedHashMap<>();
    List<NodeId> known = new ArrayList<>();
    lastSeen.forEach(
        (node, path) -> {
          if (!path.isEmpty()) {
            known.add(node);
          }
        });
    List<BrowsePathResult> results =
        new Batches(session, limits.of(Limit.NODES_PER_TRANSLATE))
            .all(
                "following browse paths",
                known,
                some ->
                    session
                        .milo()
                        .translateBrowsePathsAsync(
                            some.stream().map(node -> fromRoot(lastSeen.get(node))).toList())
                        .thenApply(TranslateBrowsePathsToNodeIdsResponse::getResults));
    for (int i = 0; i < known.size(); i++) {
      if (leadsTo(results.get(i), known.get(i))) {
        today.put(known.get(i), lastSeen.get(known.get(i)));
      }
    }
    Set<NodeId> elsewhere = new LinkedHashSet<>(lastSeen.keySet());
    elsewhere.removeAll(today.keySet());
    today.putAll(upwards(elsewhere));
    return today;
  }

  private BrowsePath fromRoot(String path) {
    List<RelativePathElement> elements = new ArrayList<>();
    for (OpcUaBrowsePath.Segment segment : OpcUaBrowsePath.parseFull(path).segments()) {
      // a namespace the server no longer has makes a path that leads nowhere
      QualifiedName name =
          session.qualified(segment).orElse(new QualifiedName(65_535, segment.name()));
      elements.add(new RelativePathElement(NodeIds.HierarchicalReferences, false, true, name));
    }
    return new BrowsePath(
        NodeIds.RootFolder, new RelativePath(elements.toArray(new RelativePathElement[0])));
  }

  private boolean leadsTo(BrowsePathResult result, NodeId node) {
    if (!result.getStatusCode().isGood() || result.getTargets() == null) {
      return false;
    }
    for (BrowsePathTarget target : result.getTargets()) {
      if (session.local(target.getTargetId()).filter(node::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** A node above another, and the name of that one. */
  private record Above(NodeId node, OpcUaBrowsePath.Segment name) {}

  private Map<NodeId, String> upwards(Set<NodeId> nodes) throws OpcUaClientException {
    Map<NodeId, OpcUaBrowsePath.Segment> names = names(List.copyOf(nodes));
    Map<NodeId, Above> above = new HashMap<>();
    Set<NodeId> level = new LinkedHashSet<>(names.keySet());
    for (int i = 0; i < MOST_LEVELS && !level.isEmpty(); i++) {
      Set<NodeId> next = new LinkedHashSet<>();
      for (Map.Entry<NodeId, List<ReferenceDescription>> browsed :
          references.parents(level).entrySet()) {
        Optional<ReferenceDescription> parent =
            browsed.getValue().stream()
                .filter(reference -> session.local(reference.getNodeId()).isPresent())
                .findFirst();
        if (parent.isPresent()) {
          NodeId id = session.local(parent.get().getNodeId()).orElseThrow();
          above.put(browsed.getKey(), new Above(id, segment(parent.get().getBrowseName())));
          next.add(id);
        }
      }
      next.removeAll(above.keySet());
      next.remove(NodeIds.RootFolder);
      level = next;
    }
    Map<NodeId, String> paths = new LinkedHashMap<>();
    nodes.forEach(node -> paths.put(node, path(node, names.get(node), above)));
    return paths;
  }

  private static String path(NodeId node, OpcUaBrowsePath.Segment name, Map<NodeId, Above> above) {
    List<OpcUaBrowsePath.Segment> upwards = new ArrayList<>();
    Set<NodeId> passed = new HashSet<>();
    NodeId at = node;
    OpcUaBrowsePath.Segment segment = name;
    while (segment != null && !segment.name().isEmpty() && passed.add(at)) {
      upwards.add(0, segment);
      Above parent = above.get(at);
      if (parent == null) {
        // a server may have no references upwards; what is known of the path still tells nodes
        // apart
        return new OpcUaBrowsePath(upwards).text();
      }
      if (parent.node().equals(NodeIds.RootFolder)) {
        return new OpcUaBrowsePath(upwards).text();
      }
      at = parent.node();
      segment = parent.name();
    }
    return "";
  }

  private OpcUaBrowsePath.Segment segment(QualifiedName name) {
    return new OpcUaBrowsePath.Segment(
        session.namespaceUri(name.getNamespaceIndex().intValue()),
        name.getName() == null ? "" : name.getName());
  }

  private Map<NodeId, OpcUaBrowsePath.Segment> names(List<NodeId> nodes)
      throws OpcUaClientException {
    Batches batches = new Batches(session, limits.of(Limit.NODES_PER_READ));
    List<Optional<QualifiedName>> read = BrowseNames.read(session, batches, nodes);
    Map<NodeId, OpcUaBrowsePath.Segment> names = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      NodeId node = nodes.get(i);
      read.get(i).ifPresent(name -> names.put(node, segment(name)));
    }
    return names;
  }
}
