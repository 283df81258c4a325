package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.schema.plant.OpcUaDiscovery;

/**
 * The entries under {@code discover} of a plant file as selections: the same for the source, which
 * looks for the nodes, and for the router, which says whose they are.
 */
public final class OpcUaSelections {

  private OpcUaSelections() {}

  /** What an entry selects. */
  public static OpcUaNodeSelection.Search of(OpcUaDiscovery entry) {
    return OpcUaNodeSelection.under(entry.under())
        .glob(entry.glob())
        .ofType(entry.type())
        .excluding(entry.exclude())
        .atMost(entry.atMost());
  }
}
