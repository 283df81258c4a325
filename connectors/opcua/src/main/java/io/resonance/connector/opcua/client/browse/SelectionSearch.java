package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.OpcUaPathPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Finds the nodes of one selection, level by level from the Root folder, and browses only where its
 * pattern can still match. A node may be reached on several paths, also in a circle: it is visited
 * again only if the pattern stands elsewhere, so the search ends. A found node is named by the path
 * on which it was found first, which is one of the shortest.
 */
final class SelectionSearch {

  /** A node on the way, with the positions of the patterns there. */
  private record Visit(
      NodeId node, OpcUaBrowsePath path, long positions, List<Long> exclusions, boolean inType) {}

  /** What makes a second visit of a node superfluous. */
  private record Visited(NodeId node, long positions, List<Long> exclusions, boolean inType) {}

  private final OpcUaNodeSelection selection;
  private final NodeGraph graph;
  private final TypeTree types;
  private final OpcUaPathPattern pattern;
  private final List<OpcUaPathPattern> exclusions;
  private final int mostNodes;
  private final int mostLevels;
  private final boolean properties;
  private final Set<Visited> visited = new HashSet<>();
  private final Map<NodeId, OpcUaBrowsePath> found = new LinkedHashMap<>();
  private boolean onlyObject;

  SelectionSearch(OpcUaNodeSelection selection, NodeGraph graph, TypeTree types) {
    this.selection = selection;
    this.graph = graph;
    this.types = types;
    this.pattern = selection.pattern();
    this.exclusions = selection.exclusions();
    this.properties = selection instanceof OpcUaNodeSelection.Path;
    if (selection instanceof OpcUaNodeSelection.Search search) {
      mostNodes = search.bounds().nodes();
      mostLevels =
          OpcUaBrowsePath.parse(search.under()).segments().size() + search.bounds().depth();
    } else {
      mostNodes = 2;
      mostLevels = Integer.MAX_VALUE;
    }
  }

  /** The nodes with their paths; also fills in the problems. */
  Map<NodeId, OpcUaBrowsePath> run(List<String> problems) throws OpcUaClientException {
    List<Visit> level =
        List.of(
            new Visit(
                NodeIds.RootFolder,
                new OpcUaBrowsePath(List.of()),
                pattern.start(),
                exclusions.stream().map(OpcUaPathPattern::start).toList(),
                selection.type().isEmpty()));
    for (int depth = 0; depth < mostLevels && !level.isEmpty() && !isFull(); depth++) {
      graph.learn(level.stream().map(Visit::node).toList());
      learnTypes(level);
      List<Visit> next = new ArrayList<>();
      for (Visit visit : level) {
        expand(visit, next);
      }
      level = next;
    }
    return judged(problems);
  }

  private boolean isFull() {
    return found.size() > mostNodes;
  }

  private void learnTypes(List<Visit> level) throws OpcUaClientException {
    if (!selection.type().isEmpty()) {
      Set<NodeId> met = new LinkedHashSet<>();
      for (Visit visit : level) {
        graph.below(visit.node()).forEach(child -> met.add(child.type()));
      }
      types.learn(met);
    }
  }

  private void expand(Visit from, List<Visit> next) {
    for (NodeGraph.Child child : graph.below(from.node())) {
      long positions = pattern.after(from.positions(), child.namespaceUri(), child.name());
      if (positions == 0 || (child.isProperty() && !properties)) {
        continue;
      }
      List<Long> left = new ArrayList<>(exclusions.size());
      boolean excluded = false;
      for (int i = 0; i < exclusions.size(); i++) {
        OpcUaPathPattern out = exclusions.get(i);
        left.add(out.after(from.exclusions().get(i), child.namespaceUri(), child.name()));
        excluded |= out.isMatch(left.get(i));
      }
      boolean isType = !selection.type().isEmpty() && types.isA(child.type(), selection.type());
      boolean inType = from.inType() || (isType && !child.isVariable());
      if (excluded || !visited.add(new Visited(child.id(), positions, left, inType))) {
        continue;
      }
      OpcUaBrowsePath path = from.path().child(child.namespaceUri(), child.name());
      if (pattern.isMatch(positions)) {
        onlyObject |= !child.isVariable();
        if (child.isVariable() && (inType || isType) && !isFull()) {
          found.putIfAbsent(child.id(), path);
        }
      }
      if (pattern.canGoOn(positions)) {
        next.add(new Visit(child.id(), path, positions, left, inType));
      }
    }
  }

  private Map<NodeId, OpcUaBrowsePath> judged(List<String> problems) {
    if (selection instanceof OpcUaNodeSelection.Path && found.size() > 1) {
      problems.add(
          "More than one node fits the %s: %s. Give the namespaces, nsu=<namespace URI>;<name>; until then none is monitored."
              .formatted(selection, found.values()));
      return Map.of();
    }
    if (found.isEmpty()) {
      problems.add(
          onlyObject && properties
              ? "What is at the %s is an object, not a variable. Search under it instead."
                  .formatted(selection)
              : "Nothing was found: %s. Look with `resonance opcua browse` what the server has; perhaps the session's user may not see it."
                  .formatted(selection));
    }
    if (found.size() > mostNodes) {
      List<NodeId> tooMany = new ArrayList<>(found.keySet()).subList(mostNodes, found.size());
      tooMany.forEach(found::remove);
      problems.add(
          "More than %d nodes fit: %s. The first %d are monitored; search below smaller folders, exclude what is not wanted, or raise the bound."
              .formatted(mostNodes, selection, mostNodes));
    }
    return found;
  }
}
