package io.resonance.connector.opcua.source;

/**
 * An item the server refused to monitor; the others go on.
 *
 * @param nodeId the node as configured
 * @param statusCode the server's answer, all 32 bits
 * @param text what it means and what to do
 */
public record OpcUaItemFault(String nodeId, int statusCode, String text) {}
