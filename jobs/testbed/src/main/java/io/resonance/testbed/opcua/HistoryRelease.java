package io.resonance.testbed.opcua;

import java.util.Arrays;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultAttributeServiceSet;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/**
 * Attribute services that release continuation points of HistoryRead (Part 4, 5.11.3); Milo's own
 * read on instead.
 */
final class HistoryRelease extends DefaultAttributeServiceSet {

  private final HistoryContinuations continuations;

  HistoryRelease(OpcUaServer server, HistoryContinuations continuations) {
    super(server);
    this.continuations = continuations;
  }

  @Override
  public HistoryReadResponse onHistoryRead(
      ServiceRequestContext context, HistoryReadRequest request) throws UaException {
    HistoryReadValueId[] nodes = request.getNodesToRead();
    if (!Boolean.TRUE.equals(request.getReleaseContinuationPoints()) || nodes == null) {
      return super.onHistoryRead(context, request);
    }
    HistoryReadResult[] released =
        Arrays.stream(nodes).map(this::release).toArray(HistoryReadResult[]::new);
    return new HistoryReadResponse(createResponseHeader(request), released, new DiagnosticInfo[0]);
  }

  private HistoryReadResult release(HistoryReadValueId id) {
    if (id.getContinuationPoint().isNotNull()) {
      continuations.used(String.valueOf(id.getNodeId().getIdentifier()), id.getContinuationPoint());
    }
    return new HistoryReadResult(StatusCode.GOOD, ByteString.NULL_VALUE, null);
  }
}
