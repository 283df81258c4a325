package io.resonance.connector.opcua.client;

/**
 * What a server can do for delivery, tried out.
 *
 * @param retransmission whether it knows Republish
 * @param transfer whether it knows TransferSubscriptions
 * @param history whether the raw history of an item can be read
 */
public record ServerAbilities(boolean retransmission, boolean transfer, boolean history) {}
