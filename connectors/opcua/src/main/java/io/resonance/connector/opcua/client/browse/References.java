package io.resonance.connector.opcua.client.browse;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;

/**
 * Browses nodes (Part 4, 5.9.2): every continuation point is used up or released, and a node for
 * which the server had no continuation point left is browsed again by itself.
 */
final class References {

  private static final ViewDescription WHOLE_ADDRESS_SPACE =
      new ViewDescription(NodeId.NULL_VALUE, DateTime.MIN_VALUE, uint(0));
  private static final int REFERENCES_PER_ANSWER = 2_000;
  private static final int MOST_REFERENCES_PER_NODE = 500_000;

  /** What is asked of each node. */
  private record Question(BrowseDirection direction, NodeId referenceType, int nodeClasses) {}

  private static final Question CHILDREN =
      new Question(
          BrowseDirection.Forward,
          NodeIds.HierarchicalReferences,
          NodeClass.Object.getValue() | NodeClass.Variable.getValue());
  private static final Question PARENTS =
      new Question(
          BrowseDirection.Inverse,
          NodeIds.HierarchicalReferences,
          NodeClass.Object.getValue() | NodeClass.Variable.getValue());
  private static final Question SUPERTYPES =
      new Question(BrowseDirection.Inverse, NodeIds.HasSubtype, 0);

  private final ServerSession session;
  private final OperationLimits limits;
  private final Batches batches;
  private int continuations;

  References(ServerSession session, OperationLimits limits) {
    this.session = session;
    this.limits = limits;
    this.batches = new Batches(session, limits.of(Limit.NODES_PER_BROWSE));
  }

  /** Requests sent so far. */
  int requests() {
    return batches.calls() + continuations;
  }

  /** Objects and variables below the nodes. */
  Map<NodeId, List<ReferenceDescription>> children(Collection<NodeId> nodes)
      throws OpcUaClientException {
    return browse(nodes, CHILDREN);
  }

  /** Objects and variables above the nodes. */
  Map<NodeId, List<ReferenceDescription>> parents(Collection<NodeId> nodes)
      throws OpcUaClientException {
    return browse(nodes, PARENTS);
  }

  /** The types of which the nodes are subtypes. */
  Map<NodeId, List<ReferenceDescription>> supertypes(Collection<NodeId> nodes)
      throws OpcUaClientException {
    return browse(nodes, SUPERTYPES);
  }

  private Map<NodeId, List<ReferenceDescription>> browse(
      Collection<NodeId> nodes, Question question) throws OpcUaClientException {
    Map<NodeId, List<ReferenceDescription>> found = new LinkedHashMap<>();
    List<NodeId> again = new ArrayList<>();
    batches.each(
        "browsing",
        List.copyOf(nodes),
        some -> send(some, question),
        (some, results) -> take(some, results, found, again));
    for (NodeId node : again) {
      batches.each(
          "browsing",
          List.of(node),
          some -> send(some, question),
          (some, results) -> take(some, results, found, new ArrayList<>()));
    }
    return found;
  }

  private java.util.concurrent.CompletableFuture<BrowseResult[]> send(
      List<NodeId> nodes, Question question) {
    List<BrowseDescription> descriptions = new ArrayList<>(nodes.size());
    for (NodeId node : nodes) {
      descriptions.add(
          new BrowseDescription(
              node,
              question.direction(),
              question.referenceType(),
              true,
              uint(question.nodeClasses()),
              uint(BrowseResultMask.All.getValue())));
    }
    return session
        .milo()
        .browseAsync(WHOLE_ADDRESS_SPACE, uint(REFERENCES_PER_ANSWER), descriptions)
        .thenApply(BrowseResponse::getResults);
  }

  private void take(
      List<NodeId> nodes,
      List<BrowseResult> results,
      Map<NodeId, List<ReferenceDescription>> found,
      List<NodeId> again)
      throws OpcUaClientException {
    Map<NodeId, ByteString> unfinished = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (results.get(i).getStatusCode().value() == StatusCodes.Bad_NoContinuationPoints) {
        again.add(nodes.get(i));
      }
      keep(nodes.get(i), results.get(i), found, unfinished);
    }
    while (!unfinished.isEmpty()) {
      goOn(found, unfinished);
    }
  }

  private static void keep(
      NodeId node,
      BrowseResult result,
      Map<NodeId, List<ReferenceDescription>> found,
      Map<NodeId, ByteString> unfinished) {
    List<ReferenceDescription> references = found.computeIfAbsent(node, n -> new ArrayList<>(0));
    if (result.getStatusCode().isGood() && result.getReferences() != null) {
      references.addAll(List.of(result.getReferences()));
    }
    ByteString point = result.getContinuationPoint();
    if (point != null && point.isNotNull() && point.length() > 0) {
      unfinished.put(node, point);
    } else {
      unfinished.remove(node);
    }
  }

  private void goOn(
      Map<NodeId, List<ReferenceDescription>> found, Map<NodeId, ByteString> unfinished)
      throws OpcUaClientException {
    int size =
        Math.max(
            1,
            Math.min(
                limits.of(Limit.NODES_PER_BROWSE), limits.of(Limit.BROWSE_CONTINUATION_POINTS)));
    List<NodeId> nodes = unfinished.keySet().stream().limit(size).toList();
    List<ByteString> points = nodes.stream().map(unfinished::get).toList();
    boolean tooMany =
        nodes.stream().anyMatch(node -> found.get(node).size() > MOST_REFERENCES_PER_NODE);
    continuations++;
    BrowseNextResponse next =
        session.await("browsing on", session.milo().browseNextAsync(tooMany, points));
    if (tooMany || next.getResults() == null || next.getResults().length != nodes.size()) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE,
          "OPC UA endpoint %s (%s), browsing on: %s. Exclude the folder or search below it."
              .formatted(
                  session.endpoint().id(),
                  session.endpoint().url(),
                  tooMany
                      ? "a node has more than %d references".formatted(MOST_REFERENCES_PER_NODE)
                      : "the server did not go on"),
          null);
    }
    for (int i = 0; i < nodes.size(); i++) {
      keep(nodes.get(i), next.getResults()[i], found, unfinished);
    }
  }
}
