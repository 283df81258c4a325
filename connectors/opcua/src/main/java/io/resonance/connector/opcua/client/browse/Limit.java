package io.resonance.connector.opcua.client.browse;

import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** A limit of a server: where it says it itself (Part 5, 6.3.11) and how quirks name it. */
public enum Limit {
  NODES_PER_READ(
      "nodes-per-read", NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead, 1_000),
  NODES_PER_BROWSE(
      "nodes-per-browse", NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse, 250),
  NODES_PER_TRANSLATE(
      "nodes-per-translate",
      NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds,
      250),
  ITEMS_PER_CALL(
      "items-per-call",
      NodeIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall,
      1_000),
  BROWSE_CONTINUATION_POINTS(
      "browse-continuation-points",
      NodeIds.Server_ServerCapabilities_MaxBrowseContinuationPoints,
      Integer.MAX_VALUE),
  HISTORY_NODES_PER_READ(
      "history-nodes-per-read",
      NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData,
      100),
  // since 1.05 of Part 5; other servers answer Bad_NodeIdUnknown
  SESSIONS("sessions", new NodeId(0, 24_095), Integer.MAX_VALUE),
  SUBSCRIPTIONS("subscriptions", new NodeId(0, 24_096), Integer.MAX_VALUE),
  MONITORED_ITEMS("monitored-items", new NodeId(0, 24_097), Integer.MAX_VALUE),
  ITEMS_PER_SUBSCRIPTION("items-per-subscription", new NodeId(0, 24_104), Integer.MAX_VALUE),
  PUBLISH_REQUESTS("publish-requests", NodeId.NULL_VALUE, Integer.MAX_VALUE);

  private final String key;
  private final NodeId node;
  private final int most;

  Limit(String key, NodeId node, int most) {
    this.key = key;
    this.node = node;
    this.most = most;
  }

  /** Its name in the file of quirks. */
  public String key() {
    return key;
  }

  /** Where a server says it; the null NodeId if nowhere. */
  NodeId node() {
    return node;
  }

  /** What is used at most, whatever the server allows. */
  int most() {
    return most;
  }
}
