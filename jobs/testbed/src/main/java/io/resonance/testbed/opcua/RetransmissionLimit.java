package io.resonance.testbed.opcua;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultSubscriptionServiceSet;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsResponse;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/**
 * Subscription services that keep only the newest messages for retransmission, as a small
 * controller does.
 */
final class RetransmissionLimit extends DefaultSubscriptionServiceSet {

  private final OpcUaServer server;
  private final AtomicInteger limit;

  RetransmissionLimit(OpcUaServer server, AtomicInteger limit) {
    super(server);
    this.server = server;
    this.limit = limit;
  }

  @Override
  public TransferSubscriptionsResponse onTransferSubscriptions(
      ServiceRequestContext context, TransferSubscriptionsRequest request) throws UaException {
    TransferSubscriptionsResponse all = super.onTransferSubscriptions(context, request);
    TransferResult[] trimmed =
        Arrays.stream(all.getResults())
            .map(r -> new TransferResult(r.getStatusCode(), newest(r)))
            .toArray(TransferResult[]::new);
    return new TransferSubscriptionsResponse(
        all.getResponseHeader(), trimmed, all.getDiagnosticInfos());
  }

  private UInteger[] newest(TransferResult result) {
    UInteger[] available = result.getAvailableSequenceNumbers();
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
