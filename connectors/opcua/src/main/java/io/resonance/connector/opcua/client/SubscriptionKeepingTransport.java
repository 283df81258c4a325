package io.resonance.connector.opcua.client;

import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/**
 * A transport whose sessions end without deleting their subscriptions, which the next session
 * transfers to itself.
 */
final class SubscriptionKeepingTransport extends OpcTcpClientTransport {

  SubscriptionKeepingTransport(OpcTcpClientTransportConfig config) {
    super(config);
  }

  @Override
  public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
    // Milo's session always closes with deleteSubscriptions=true
    if (request instanceof CloseSessionRequest close && close.getDeleteSubscriptions()) {
      return super.sendRequestMessage(new CloseSessionRequest(close.getRequestHeader(), false));
    }
    return super.sendRequestMessage(request);
  }
}
