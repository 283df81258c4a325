package io.resonance.connector.opcua.doctor;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.client.browse.DiscoveredNodes.FoundNode;
import io.resonance.connector.opcua.client.browse.NodeDiscovery;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The variables a trial subscribes to: those the endpoint names, else analog ones first.
 *
 * @param items the variables
 * @param analog the NodeIds of those that were found as analog variables
 * @param named whether the endpoint names them
 * @param bounded whether there may be more than the trial takes
 */
record TrialNodes(List<OpcUaItem> items, Set<String> analog, boolean named, boolean bounded) {

  /** The type above all with a unit since 1.04 (Part 8, 5.3.2), and the one before. */
  private static final List<String> ANALOG = List.of("BaseAnalogType", "AnalogItemType");

  static TrialNodes of(ServerSession session, OpcUaEndpoint endpoint, int most)
      throws OpcUaClientException {
    OpcUaNodeSelection.Search all = OpcUaNodeSelection.under(OpcUaBrowsePath.OBJECTS).atMost(most);
    List<FoundNode> found =
        new NodeDiscovery(session)
            .find(List.of(all.ofType(ANALOG.get(0)), all.ofType(ANALOG.get(1)), all))
            .nodes();
    Set<String> analog =
        found.stream()
            .filter(node -> ANALOG.contains(node.byType()))
            .map(node -> node.item().nodeId())
            .collect(Collectors.toSet());
    boolean named = !endpoint.items().isEmpty();
    List<OpcUaItem> items =
        named ? endpoint.items() : found.stream().map(FoundNode::item).limit(most).toList();
    return new TrialNodes(items, analog, named, found.size() >= most);
  }
}
