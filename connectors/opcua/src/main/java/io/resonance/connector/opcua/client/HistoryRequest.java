package io.resonance.connector.opcua.client;

/**
 * Asks for the values of an item after the last one known.
 *
 * @param item index of the item
 * @param afterNanos source time of that last value
 */
public record HistoryRequest(int item, long afterNanos) {}
