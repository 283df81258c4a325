package io.resonance.connector.opcua.client;

import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionRequest;
import org.eclipse.milo.opcua.stack.core.util.Unit;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/**
 * A transport whose sessions end without deleting their subscriptions, which the next session
 * transfers to itself, and whose answers pass a guard.
 */
final class SubscriptionKeepingTransport extends OpcTcpClientTransport {

  private final SessionGuard guard;
  private volatile boolean disconnected;

  SubscriptionKeepingTransport(OpcTcpClientTransportConfig config, SessionGuard guard) {
    super(config);
    this.guard = guard;
  }

  /** Whether it was told to end the connection. */
  boolean isDisconnected() {
    return disconnected;
  }

  @Override
  public CompletableFuture<Unit> disconnect() {
    disconnected = true;
    return super.disconnect();
  }

  @Override
  public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
    // Milo's session always closes with deleteSubscriptions=true
    if (request instanceof CloseSessionRequest close && close.getDeleteSubscriptions()) {
      return super.sendRequestMessage(new CloseSessionRequest(close.getRequestHeader(), false));
    }
    if (request instanceof CreateSessionRequest || request instanceof ActivateSessionRequest) {
      return super.sendRequestMessage(request).thenCompose(this::guarded);
    }
    return super.sendRequestMessage(request);
  }

  private CompletableFuture<UaResponseMessageType> guarded(UaResponseMessageType response) {
    try {
      return CompletableFuture.completedFuture(guard.check(response));
    } catch (UaException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
