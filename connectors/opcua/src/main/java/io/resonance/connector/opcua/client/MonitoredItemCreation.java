package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.client.browse.Limit;
import io.resonance.connector.opcua.client.browse.NodePaths;
import io.resonance.connector.opcua.client.browse.OperationLimits;
import io.resonance.connector.opcua.client.browse.ServerProfileReading;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.connector.opcua.source.OpcUaMonitoring;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the monitored items of a subscription; a node the server refuses becomes a fault and
 * disturbs no other.
 */
final class MonitoredItemCreation {

  private static final Logger LOG = LoggerFactory.getLogger(MonitoredItemCreation.class);

  private static final int CALLS_IN_FLIGHT = 4;
  private static final String READING = "reading what it says about its items";

  private final MiloSubscriptionClient session;
  private final OpcUaClient client;
  private final OpcUaEndpoint endpoint;
  private final List<OpcUaItem> items;
  private final List<OpcUaItemFault> faults = new ArrayList<>();

  /** What the server said before the items were created. */
  private final Map<String, OpcUaItemDescription> known = new HashMap<>();

  MonitoredItemCreation(
      MiloSubscriptionClient session, OpcUaEndpoint endpoint, List<OpcUaItem> items) {
    this.session = session;
    this.client = session.milo();
    this.endpoint = endpoint;
    this.items = items;
  }

  /** Asks what the items are, before the server samples them. */
  void describe() throws OpcUaClientException {
    List<MonitoredNode> nodes = new ArrayList<>();
    for (OpcUaItem item : items) {
      resolve(client, item)
          .ifPresent(id -> nodes.add(MonitoredNode.asked(item.nodeId(), id, item.browsePath())));
    }
    for (OpcUaItemDescription description : described(nodes, limits())) {
      known.put(description.nodeId(), description);
    }
  }

  CreatedSubscription create(long subscriptionId, long createdNanos, GrantedSubscription granted)
      throws OpcUaClientException {
    List<Integer> all = IntStream.range(0, items.size()).boxed().toList();
    List<OpcUaItemDescription> descriptions = create(subscriptionId, all);
    return new CreatedSubscription(subscriptionId, createdNanos, granted, descriptions, faults);
  }

  /** Creates the given items; what the server says about those it accepted. */
  List<OpcUaItemDescription> create(long subscriptionId, List<Integer> handles)
      throws OpcUaClientException {
    OperationLimits limits = limits();
    int perCall = limits.of(Limit.ITEMS_PER_CALL);
    List<MonitoredNode> nodes = new ArrayList<>();
    for (int from = 0; from < handles.size(); from += perCall) {
      int to = Math.min(handles.size(), from + perCall);
      nodes.addAll(createSome(subscriptionId, handles.subList(from, to)));
    }
    return known.isEmpty() ? described(nodes, limits) : known(nodes);
  }

  private OperationLimits limits() throws OpcUaClientException {
    return new ServerProfileReading(session.session()).read().limits();
  }

  private List<OpcUaItemDescription> known(List<MonitoredNode> nodes) {
    List<OpcUaItemDescription> descriptions = new ArrayList<>(nodes.size());
    for (MonitoredNode node : nodes) {
      OpcUaItemDescription description = known.get(node.configured());
      session.values().granted(node.at(description.browsePath()));
      descriptions.add(description.granted(node.revisedSamplingMillis(), node.revisedQueueSize()));
    }
    return descriptions;
  }

  /** What the server says about nodes; some calls at a time, for there may be thousands. */
  private List<OpcUaItemDescription> described(List<MonitoredNode> found, OperationLimits limits)
      throws OpcUaClientException {
    List<MonitoredNode> nodes = where(found, limits);
    nodes.forEach(session.values()::granted);
    List<OpcUaItemDescription> descriptions = new ArrayList<>(nodes.size());
    Deque<CompletableFuture<List<OpcUaItemDescription>>> calls = new ArrayDeque<>();
    for (int from = 0; from < nodes.size(); from += ItemDescriptionReading.NODES_PER_CALL) {
      int to = Math.min(nodes.size(), from + ItemDescriptionReading.NODES_PER_CALL);
      calls.add(session.values().describe(nodes.subList(from, to)));
      if (calls.size() == CALLS_IN_FLIGHT) {
        descriptions.addAll(session.await(READING, calls.poll()));
      }
    }
    while (!calls.isEmpty()) {
      descriptions.addAll(session.await(READING, calls.poll()));
    }
    return descriptions;
  }

  /** The nodes with their browse paths; a server that cannot say leaves them as last seen. */
  private List<MonitoredNode> where(List<MonitoredNode> nodes, OperationLimits limits) {
    Map<NodeId, String> lastSeen = new LinkedHashMap<>();
    nodes.forEach(node -> lastSeen.put(node.nodeId(), node.browsePath()));
    try {
      Map<NodeId, String> today = new NodePaths(session.session(), limits).today(lastSeen);
      return nodes.stream().map(node -> node.at(today.getOrDefault(node.nodeId(), ""))).toList();
    } catch (OpcUaClientException e) {
      LOG.warn(
          "The browse paths of the nodes of OPC UA endpoint {} are not known: {}",
          endpoint.id(),
          e.getMessage());
      return nodes;
    }
  }

  private List<MonitoredNode> createSome(long subscriptionId, List<Integer> handles)
      throws OpcUaClientException {
    List<MonitoredItemCreateRequest> requests = new ArrayList<>();
    List<MonitoredNode> asked = new ArrayList<>();
    for (int i : handles) {
      Optional<NodeId> nodeId = resolve(client, items.get(i));
      if (nodeId.isEmpty()) {
        faults.add(unknownNamespace(items.get(i)));
      } else {
        requests.add(request(nodeId.get(), i));
        asked.add(
            MonitoredNode.asked(items.get(i).nodeId(), nodeId.get(), items.get(i).browsePath()));
      }
    }
    if (requests.isEmpty()) {
      return List.of();
    }
    MonitoredItemCreateResult[] results =
        session
            .await(
                "creating monitored items",
                client.createMonitoredItemsAsync(
                    uint(subscriptionId), TimestampsToReturn.Both, requests))
            .getResults();
    List<MonitoredNode> nodes = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      MonitoredItemCreateResult result = results[i];
      if (result.getStatusCode().isGood()) {
        nodes.add(
            new MonitoredNode(
                asked.get(i).configured(),
                asked.get(i).nodeId(),
                asked.get(i).browsePath(),
                result.getRevisedSamplingInterval(),
                result.getRevisedQueueSize().longValue()));
      } else {
        faults.add(refused(asked.get(i).configured(), result.getStatusCode().value()));
      }
    }
    return nodes;
  }

  private MonitoredItemCreateRequest request(NodeId nodeId, int handle) {
    // a repeated value with a new timestamp is a measurement too
    DataChangeFilter filter =
        new DataChangeFilter(DataChangeTrigger.StatusValueTimestamp, uint(0), 0.0);
    OpcUaMonitoring monitoring = endpoint.monitoring();
    Duration sampling = items.get(handle).samplingInterval().orElse(monitoring.samplingInterval());
    return new MonitoredItemCreateRequest(
        new ReadValueId(nodeId, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE),
        MonitoringMode.Reporting,
        new MonitoringParameters(
            uint(handle),
            sampling.toNanos() / 1e6,
            ExtensionObject.encode(client.getStaticEncodingContext(), filter),
            uint(monitoring.queueSize().at(sampling, monitoring.surviveOutage())),
            true));
  }

  /**
   * The node in the server's numbering of today, or empty if the server does not serve the
   * namespace.
   */
  static Optional<NodeId> resolve(OpcUaClient client, OpcUaItem item) {
    return ExpandedNodeId.parse(item.nodeId()).toNodeId(client.getNamespaceTable());
  }

  static OpcUaItemFault unknownNamespace(OpcUaItem item) {
    return new OpcUaItemFault(
        item.nodeId(),
        (int) StatusCodes.Bad_NodeIdUnknown,
        "The server does not serve the namespace of %s. Compare it with the server's NamespaceArray."
            .formatted(item.nodeId()));
  }

  static OpcUaItemFault refused(String nodeId, long status) {
    return new OpcUaItemFault(
        nodeId,
        (int) status,
        "The server refused to monitor %s: %s. Check the NodeId and the access rights of the session's user."
            .formatted(nodeId, OpcUaFailures.name(status)));
  }
}
