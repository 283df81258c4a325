package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.source.OpcUaEndpoint;

/** Finds what the selections of an endpoint select; the seam between deciding and browsing. */
public interface NodeDiscoverer extends AutoCloseable {

  /** Connects, browses and disconnects; blocks as long as that takes, from any thread. */
  DiscoveredNodes discover(OpcUaEndpoint endpoint) throws OpcUaClientException;

  @Override
  void close();
}
