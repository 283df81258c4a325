package io.resonance.connector.opcua.client;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * An item the server monitors: its configured name, its NodeId at the server, its full browse path
 * (empty if that is not known) and what the server granted.
 */
record MonitoredNode(
    String configured,
    NodeId nodeId,
    String browsePath,
    double revisedSamplingMillis,
    long revisedQueueSize) {

  /** An item of which nothing was granted yet. */
  static MonitoredNode asked(String configured, NodeId nodeId, String browsePath) {
    return new MonitoredNode(configured, nodeId, browsePath, 0, 0);
  }

  MonitoredNode at(String path) {
    return new MonitoredNode(configured, nodeId, path, revisedSamplingMillis, revisedQueueSize);
  }
}
