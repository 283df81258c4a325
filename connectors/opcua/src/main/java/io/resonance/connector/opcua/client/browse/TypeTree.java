package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** The types of a server that were met, with their supertypes. */
final class TypeTree {

  private static final Pattern NODE_ID = Pattern.compile("(?:nsu=[^;]+;)?[isgb]=.+");
  private static final int MOST_LEVELS = 100;

  /** A type: its name and its supertype, if it has one. */
  private record Type(String namespaceUri, String name, Optional<NodeId> supertype) {}

  private final ServerSession session;
  private final References references;
  private final OperationLimits limits;
  private final Map<NodeId, Type> types = new HashMap<>();
  private int reads;

  TypeTree(ServerSession session, References references, OperationLimits limits) {
    this.session = session;
    this.references = references;
    this.limits = limits;
  }

  int requests() {
    return reads;
  }

  /** Learns types and all their supertypes. */
  void learn(Collection<NodeId> wanted) throws OpcUaClientException {
    Set<NodeId> level = new LinkedHashSet<>(wanted);
    level.removeIf(type -> types.containsKey(type) || type.isNull());
    for (int i = 0; i < MOST_LEVELS && !level.isEmpty(); i++) {
      List<NodeId> asked = List.copyOf(level);
      List<Optional<QualifiedName>> names = browseNames(asked);
      Map<NodeId, List<ReferenceDescription>> supertypes = references.supertypes(asked);
      level.clear();
      for (int t = 0; t < asked.size(); t++) {
        Optional<NodeId> supertype =
            supertypes.getOrDefault(asked.get(t), List.of()).stream()
                .findFirst()
                .flatMap(reference -> session.local(reference.getNodeId()));
        types.put(asked.get(t), type(names.get(t), supertype));
        supertype.filter(above -> !types.containsKey(above)).ifPresent(level::add);
      }
    }
  }

  private Type type(Optional<QualifiedName> name, Optional<NodeId> supertype) {
    return name.filter(known -> known.getName() != null)
        .map(
            known ->
                new Type(
                    session.namespaceUri(known.getNamespaceIndex().intValue()),
                    known.getName(),
                    supertype))
        .orElseGet(() -> new Type("", "", supertype));
  }

  private List<Optional<QualifiedName>> browseNames(List<NodeId> nodes)
      throws OpcUaClientException {
    Batches batches = new Batches(session, limits.of(Limit.NODES_PER_READ));
    List<Optional<QualifiedName>> names = BrowseNames.read(session, batches, nodes);
    reads += batches.calls();
    return names;
  }

  /**
   * Whether a learned type is the one asked for or a subtype of it.
   *
   * @param asked {@code Name}, {@code nsu=<uri>;Name} or a NodeId
   */
  boolean isA(NodeId type, String asked) {
    NodeId at = type;
    for (int i = 0; i < MOST_LEVELS; i++) {
      Type known = types.get(at);
      if (known == null) {
        return false;
      }
      if (means(asked, at, known)) {
        return true;
      }
      if (known.supertype().isEmpty()) {
        return false;
      }
      at = known.supertype().get();
    }
    return false;
  }

  private boolean means(String asked, NodeId id, Type type) {
    if (NODE_ID.matcher(asked).matches()) {
      return session.local(ExpandedNodeId.parse(asked)).filter(id::equals).isPresent();
    }
    if (asked.startsWith("nsu=") && asked.indexOf(';') > 0) {
      int end = asked.indexOf(';');
      return type.namespaceUri().equals(asked.substring(4, end))
          && type.name().equals(asked.substring(end + 1));
    }
    return type.name().equals(asked);
  }
}
