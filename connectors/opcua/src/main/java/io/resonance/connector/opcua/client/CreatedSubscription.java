package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import java.util.List;

/** A subscription the server has just made. */
public record CreatedSubscription(
    long subscriptionId, List<OpcUaItemDescription> descriptions, List<OpcUaItemFault> faults) {}
