package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.client.decoding.OpcUaTime;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;

/**
 * HistoryRead raw (Part 11, 6.5.3) from the last value known. The read starts at that value itself:
 * if the history still has it, nothing in between can be missing; if it begins later, something may
 * be, and the result says so. Where no value is known, a bounding value takes its place, which is
 * then what the item had at that time. Continuation points are used up, or released when reading
 * stops early.
 */
final class HistoryReading {

  private static final int VALUES_PER_PAGE = 1_000;

  private final MiloSubscriptionClient session;
  private final OpcUaClient client;
  private final List<OpcUaItem> items;

  HistoryReading(MiloSubscriptionClient session, List<OpcUaItem> items) {
    this.session = session;
    this.client = session.milo();
    this.items = items;
  }

  void read(List<HistoryRequest> requests, HistoryPages pages)
      throws OpcUaClientException, InterruptedException {
    // one item at a time keeps its values in order and the server's load low
    for (HistoryRequest request : requests) {
      Optional<NodeId> node = MonitoredItemCreation.resolve(client, items.get(request.item()));
      if (node.isPresent()) {
        read(request, node.get(), pages);
      } else {
        pages.incomplete(request.item());
      }
    }
  }

  private void read(HistoryRequest request, NodeId node, HistoryPages pages)
      throws OpcUaClientException, InterruptedException {
    ReadRawModifiedDetails details =
        new ReadRawModifiedDetails(
            false,
            OpcUaTime.dateTime(request.afterNanos()),
            // the clock of the server may be ahead of ours
            new DateTime(Instant.now().plus(Duration.ofDays(1))),
            uint(VALUES_PER_PAGE),
            request.anchor() == HistoryRequest.Anchor.BOUND);
    ByteString continuation = ByteString.NULL_VALUE;
    boolean first = true;
    do {
      HistoryReadResult result = call(details, node, continuation, false);
      OpcUaColumns values = values(request, result);
      if (result.getStatusCode().isBad() || (first && !anchored(values, request))) {
        pages.incomplete(request.item());
      }
      first = false;
      continuation = result.getContinuationPoint();
      try {
        page(request, values, pages);
      } catch (InterruptedException e) {
        release(details, node, continuation);
        throw e;
      }
    } while (continuation != null && continuation.isNotNull());
  }

  private static boolean anchored(OpcUaColumns values, HistoryRequest request) {
    if (values.size() == 0) {
      return false;
    }
    long first = values.sourceTime(0);
    return switch (request.anchor()) {
      case VALUE -> first == request.afterNanos();
      case BOUND ->
          first != OpcUaBatch.ABSENT && first <= request.afterNanos() && !isMissingBound(values, 0);
    };
  }

  /** What stands for a bounding value the history does not have (Part 11, 6.5.3.2). */
  private static boolean isMissingBound(OpcUaColumns values, int index) {
    long status = Integer.toUnsignedLong(values.statusCode(index));
    return status == StatusCodes.Bad_BoundNotFound || status == StatusCodes.Bad_BoundNotSupported;
  }

  private static void page(HistoryRequest request, OpcUaColumns values, HistoryPages pages)
      throws InterruptedException {
    OpcUaColumns columns = new OpcUaColumns(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (isNews(request, values, i)) {
        columns.addFrom(values, i);
      }
    }
    if (columns.size() > 0) {
      pages.accept(columns);
    }
  }

  private static boolean isNews(HistoryRequest request, OpcUaColumns values, int index) {
    long time = values.sourceTime(index);
    return switch (request.anchor()) {
      // others of the same time may be news; who asks knows which of them it has
      case VALUE -> time == OpcUaBatch.ABSENT || time >= request.afterNanos();
      case BOUND -> !isMissingBound(values, index);
    };
  }

  private OpcUaColumns values(HistoryRequest request, HistoryReadResult result)
      throws OpcUaClientException {
    return session.await(
        "reading history", session.values().history(result.getHistoryData(), request.item()));
  }

  private HistoryReadResult call(
      ReadRawModifiedDetails details, NodeId node, ByteString continuation, boolean release)
      throws OpcUaClientException {
    return session.await(
            "reading history",
            client.historyReadAsync(
                details,
                TimestampsToReturn.Both,
                release,
                List.of(
                    new HistoryReadValueId(node, null, QualifiedName.NULL_VALUE, continuation))))
        .getResults()[0];
  }

  private void release(ReadRawModifiedDetails details, NodeId node, ByteString continuation)
      throws OpcUaClientException {
    if (continuation != null && continuation.isNotNull()) {
      call(details, node, continuation, true);
    }
  }
}
