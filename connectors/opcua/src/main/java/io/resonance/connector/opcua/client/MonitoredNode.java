package io.resonance.connector.opcua.client;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * An item the server monitors: its configured name, its NodeId at the server and what the server
 * granted.
 */
record MonitoredNode(
    String configured, NodeId nodeId, double revisedSamplingMillis, long revisedQueueSize) {}
