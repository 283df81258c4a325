package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import java.util.List;

/**
 * A subscription the server has just made.
 *
 * @param subscriptionId its id
 * @param createdNanos when, by the server's clock
 * @param granted its timing
 * @param descriptions what the server says about the items it accepted
 * @param faults the items it refused
 */
public record CreatedSubscription(
    long subscriptionId,
    long createdNanos,
    GrantedSubscription granted,
    List<OpcUaItemDescription> descriptions,
    List<OpcUaItemFault> faults) {}
