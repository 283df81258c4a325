package io.resonance.connector.opcua.client.decoding;

/**
 * What it takes to understand a session's values.
 *
 * @param itemCount how many items there are; a client handle is an index into them
 * @param namespaces the server's namespaces
 * @param structures the structures it explained
 */
public record DecodingContext(int itemCount, Namespaces namespaces, StructureTypes structures) {}
