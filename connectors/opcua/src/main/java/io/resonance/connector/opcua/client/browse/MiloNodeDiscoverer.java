package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;

/** Browses with Milo, each time in a session of its own that ends afterwards. */
public final class MiloNodeDiscoverer implements NodeDiscoverer {

  private final OpcUaIdentity identity;
  private MiloConnector connector;
  private boolean closed;

  public MiloNodeDiscoverer(OpcUaIdentity identity) {
    this.identity = identity;
  }

  @Override
  public DiscoveredNodes discover(OpcUaEndpoint endpoint) throws OpcUaClientException {
    try (ServerSession session = connector().open(endpoint)) {
      return new NodeDiscovery(session).find(endpoint.nodes().selections());
    }
  }

  /** Made when first needed: a job without selections connects from its readers only. */
  private synchronized MiloConnector connector() throws OpcUaClientException {
    if (closed) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE, "The source is being closed.", null);
    }
    if (connector == null) {
      connector = new MiloConnector(identity);
    }
    return connector;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connector != null) {
      connector.close();
    }
  }
}
