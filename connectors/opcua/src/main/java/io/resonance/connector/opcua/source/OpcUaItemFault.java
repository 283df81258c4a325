package io.resonance.connector.opcua.source;

/**
 * An item the server refused to monitor; the others go on.
 *
 * @param nodeId the node as configured
 * @param statusCode the server's answer, all 32 bits
 * @param text what it means and what to do
 */
public record OpcUaItemFault(String nodeId, int statusCode, String text) {

  /** The StatusCode of a node that does not exist (Part 4, 7.38.2). */
  public static final int NODE_ID_UNKNOWN = 0x80340000;

  /** A node that was monitored and is no longer at the server; it is asked for again by itself. */
  public static OpcUaItemFault gone(String nodeId) {
    return new OpcUaItemFault(
        nodeId,
        NODE_ID_UNKNOWN,
        "The server no longer has %s, so that it is not monitored until it is back. If it is gone for good, take it out of the plant file; if it has another NodeId now, browsing finds it under that."
            .formatted(nodeId));
  }
}
