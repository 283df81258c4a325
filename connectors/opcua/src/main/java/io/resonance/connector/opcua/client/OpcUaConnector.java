package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.util.List;

/** Opens sessions; one per reader, closed with it. */
public interface OpcUaConnector extends AutoCloseable {

  /**
   * Connects, activates a session and resolves the items' nodes; blocks for at most some ten
   * seconds.
   */
  OpcUaSubscriptionClient connect(OpcUaEndpoint endpoint, List<OpcUaItem> items)
      throws OpcUaClientException;

  @Override
  void close();
}
