package io.resonance.testbed.opcua.hostile;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.DiscoveryServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.SessionServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.SubscriptionServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultDiscoveryServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultSessionServiceSet;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultSubscriptionServiceSet;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/** The services of a server, with what it does wrong applied to their answers. */
final class HostileServices {

  private final OpcUaServer server;
  private final Supplier<Misbehaviour> how;

  HostileServices(OpcUaServer server, Supplier<Misbehaviour> how) {
    this.server = server;
    this.how = how;
  }

  DiscoveryServiceSet discovery() {
    return new DefaultDiscoveryServiceSet(server) {
      @Override
      public GetEndpointsResponse onGetEndpoints(
          ServiceRequestContext context, GetEndpointsRequest request) {
        GetEndpointsResponse honest = super.onGetEndpoints(context, request);
        return new GetEndpointsResponse(
            honest.getResponseHeader(), how.get().discovery().apply(honest.getEndpoints()));
      }
    };
  }

  SessionServiceSet sessions() {
    return new DefaultSessionServiceSet(server) {
      @Override
      public CreateSessionResponse onCreateSession(
          ServiceRequestContext context, CreateSessionRequest request) throws UaException {
        return how.get().creation().apply(super.onCreateSession(context, request));
      }

      @Override
      public ActivateSessionResponse onActivateSession(
          ServiceRequestContext context, ActivateSessionRequest request) throws UaException {
        return how.get().activation().apply(super.onActivateSession(context, request));
      }
    };
  }

  SubscriptionServiceSet subscriptions() {
    return new DefaultSubscriptionServiceSet(server) {
      @Override
      public CompletableFuture<PublishResponse> onPublish(
          ServiceRequestContext context, PublishRequest request) {
        return super.onPublish(context, request).thenApply(how.get().publishing());
      }
    };
  }
}
