package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.source.OpcUaItem;
import java.util.List;

/**
 * What the selections of an endpoint found.
 *
 * @param nodes the nodes, each once, in the order they were found
 * @param problems what the selections did not find or had to leave out, one sentence each with the
 *     next step
 * @param limits what the server allows
 * @param requests how many requests it took
 */
public record DiscoveredNodes(
    List<FoundNode> nodes, List<String> problems, OperationLimits limits, int requests) {

  /**
   * A node that a selection found.
   *
   * @param item the node, where it is, and how it is sampled
   * @param byType the type the selection asked for; empty for any
   */
  public record FoundNode(OpcUaItem item, String byType) {}

  public DiscoveredNodes {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }
}
