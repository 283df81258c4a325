package io.resonance.testbed.opcua;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultSubscriptionServiceSet;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsResponse;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/**
 * Subscription services that keep only the newest messages for retransmission and queue only some
 * Publish requests of a session, as a small controller does.
 */
final class SmallSubscriptionServices extends DefaultSubscriptionServiceSet {

  private final OpcUaServer server;
  private final AtomicInteger limit;
  private final AtomicInteger requestLimit;
  private final AtomicInteger requestsRefused;
  private final Map<NodeId, AtomicInteger> requests = new ConcurrentHashMap<>();

  SmallSubscriptionServices(
      OpcUaServer server,
      AtomicInteger limit,
      AtomicInteger requestLimit,
      AtomicInteger requestsRefused) {
    super(server);
    this.server = server;
    this.limit = limit;
    this.requestLimit = requestLimit;
    this.requestsRefused = requestsRefused;
  }

  @Override
  public CompletableFuture<PublishResponse> onPublish(
      ServiceRequestContext context, PublishRequest request) {
    NodeId session = request.getRequestHeader().getAuthenticationToken();
    AtomicInteger queued = requests.computeIfAbsent(session, s -> new AtomicInteger());
    if (queued.incrementAndGet() > requestLimit.get()) {
      queued.decrementAndGet();
      requestsRefused.incrementAndGet();
      return CompletableFuture.failedFuture(
          new UaException(StatusCodes.Bad_TooManyPublishRequests));
    }
    return super.onPublish(context, request)
        .whenComplete((response, failure) -> queued.decrementAndGet())
        .thenApply(this::trimmed);
  }

  private PublishResponse trimmed(PublishResponse response) {
    return new PublishResponse(
        response.getResponseHeader(),
        response.getSubscriptionId(),
        newest(response.getAvailableSequenceNumbers()),
        response.getMoreNotifications(),
        response.getNotificationMessage(),
        response.getResults(),
        response.getDiagnosticInfos());
  }

  @Override
  public TransferSubscriptionsResponse onTransferSubscriptions(
      ServiceRequestContext context, TransferSubscriptionsRequest request) throws UaException {
    TransferSubscriptionsResponse all = super.onTransferSubscriptions(context, request);
    TransferResult[] trimmed =
        Arrays.stream(all.getResults())
            .map(
                r -> new TransferResult(r.getStatusCode(), newest(r.getAvailableSequenceNumbers())))
            .toArray(TransferResult[]::new);
    return new TransferSubscriptionsResponse(
        all.getResponseHeader(), trimmed, all.getDiagnosticInfos());
  }

  private UInteger[] newest(UInteger[] available) {
    if (available == null) {
      return new UInteger[0];
    }
    int from = Math.max(0, available.length - limit.get());
    return Arrays.copyOfRange(available, from, available.length);
  }

  @Override
  public RepublishResponse onRepublish(ServiceRequestContext context, RepublishRequest request)
      throws UaException {
    var subscription = server.getSubscriptions().get(request.getSubscriptionId());
    if (subscription != null) {
      UInteger[] available = subscription.getAvailableSequenceNumbers();
      int from = Math.max(0, available.length - limit.get());
      boolean kept =
          Arrays.asList(available)
              .subList(from, available.length)
              .contains(request.getRetransmitSequenceNumber());
      if (!kept) {
        throw new UaException(StatusCodes.Bad_MessageNotAvailable);
      }
    }
    return super.onRepublish(context, request);
  }
}
