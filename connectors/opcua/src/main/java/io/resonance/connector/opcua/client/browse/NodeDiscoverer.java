package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.source.OpcUaEndpoint;

/** Finds what the selections of an endpoint select; the seam between deciding and browsing. */
public interface NodeDiscoverer extends AutoCloseable {

  /** Connects and browses; blocks as long as that takes, from any thread. */
  DiscoveredNodes discover(OpcUaEndpoint endpoint) throws OpcUaClientException;

  /**
   * Whether the server has told that its nodes changed since the last call, or may have done so
   * unheard; never blocks, from any thread.
   */
  boolean hasChanged(OpcUaEndpoint endpoint);

  @Override
  void close();
}
