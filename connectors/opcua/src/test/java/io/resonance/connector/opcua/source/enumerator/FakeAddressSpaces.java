package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.browse.DiscoveredNodes;
import io.resonance.connector.opcua.client.browse.NodeDiscoverer;
import io.resonance.connector.opcua.client.browse.OperationLimits;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaSelectionMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Servers whose nodes and failures the test decides. */
final class FakeAddressSpaces implements NodeDiscoverer {

  private final Map<String, List<String>> nodes = new HashMap<>();
  private final Map<String, OpcUaClientException> failures = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  final List<String> browsed = new ArrayList<>();
  OperationLimits limits = OperationLimits.unknown();

  void has(String endpointId, String... names) {
    nodes.put(endpointId, List.of(names));
    failures.remove(endpointId);
  }

  void fails(String endpointId, OpcUaClientException.Kind kind) {
    failures.put(
        endpointId, new OpcUaClientException(kind, "OPC UA endpoint " + endpointId + ": no", null));
  }

  /** The server tells of a change. */
  void tellsOfAChange(String endpointId) {
    changed.add(endpointId);
  }

  @Override
  public boolean hasChanged(OpcUaEndpoint endpoint) {
    return changed.remove(endpoint.id());
  }

  static String nodeId(String name) {
    return "nsu=u;s=" + name;
  }

  @Override
  public DiscoveredNodes discover(OpcUaEndpoint endpoint) throws OpcUaClientException {
    browsed.add(endpoint.id());
    if (failures.containsKey(endpoint.id())) {
      throw failures.get(endpoint.id());
    }
    List<OpcUaSelectionMatcher> selections =
        endpoint.nodes().selections().stream().map(OpcUaSelectionMatcher::new).toList();
    return new DiscoveredNodes(
        nodes.getOrDefault(endpoint.id(), List.of()).stream()
            .map(name -> OpcUaItem.of(nodeId(name)).at("/Objects/nsu=u;M/nsu=u;" + name))
            .filter(
                item ->
                    selections.stream()
                        .anyMatch(s -> s.covers(OpcUaBrowsePath.parseFull(item.browsePath()))))
            .map(item -> new DiscoveredNodes.FoundNode(item, ""))
            .toList(),
        List.of(),
        limits,
        1);
  }

  @Override
  public void close() {
    // holds no resources
  }
}
