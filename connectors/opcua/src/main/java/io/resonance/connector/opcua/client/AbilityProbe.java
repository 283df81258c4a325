package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.source.OpcUaItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Tries the services delivery rests on, with requests that can do no harm: a message and a
 * subscription that do not exist, and one value of history.
 */
final class AbilityProbe {

  private static final UInteger NONE_SUCH = uint(0xFFFF_FFFFL);
  private static final UByte HISTORY_READ = ubyte(4);
  private static final int ITEMS_ASKED = 100;

  private final MiloSubscriptionClient session;
  private final OpcUaClient client;
  private final List<OpcUaItem> items;

  AbilityProbe(MiloSubscriptionClient session, List<OpcUaItem> items) {
    this.session = session;
    this.client = session.milo();
    this.items = items;
  }

  ServerAbilities measure() throws OpcUaClientException {
    boolean retransmission = session.knowsRepublish(NONE_SUCH.longValue());
    boolean transfer =
        OptionalService.call(
                session,
                "trying to transfer",
                client.transferSubscriptionsAsync(List.of(NONE_SUCH), false))
            .isPresent();
    Optional<NodeId> historizing = historizing();
    return new ServerAbilities(
        retransmission, transfer, historizing.isPresent() && hasHistory(historizing.get()));
  }

  /** The first node of ours whose UserAccessLevel has HistoryRead (Part 3, 8.57). */
  private Optional<NodeId> historizing() throws OpcUaClientException {
    List<NodeId> nodes = new ArrayList<>();
    List<ReadValueId> reads = new ArrayList<>();
    for (OpcUaItem item : items.subList(0, Math.min(ITEMS_ASKED, items.size()))) {
      MonitoredItemCreation.resolve(client, item)
          .ifPresent(
              node -> {
                nodes.add(node);
                reads.add(
                    new ReadValueId(
                        node, AttributeId.UserAccessLevel.uid(), null, QualifiedName.NULL_VALUE));
              });
    }
    if (reads.isEmpty()) {
      return Optional.empty();
    }
    DataValue[] levels =
        session
            .await("reading access levels", client.readAsync(0, TimestampsToReturn.Neither, reads))
            .getResults();
    for (int i = 0; i < levels.length; i++) {
      if (levels[i].value().value() instanceof UByte level
          && (level.intValue() & HISTORY_READ.intValue()) != 0) {
        return Optional.of(nodes.get(i));
      }
    }
    return Optional.empty();
  }

  private boolean hasHistory(NodeId node) throws OpcUaClientException {
    ReadRawModifiedDetails lastHour =
        new ReadRawModifiedDetails(
            false,
            new DateTime(Instant.now().minus(Duration.ofHours(1))),
            DateTime.now(),
            uint(1),
            false);
    Optional<HistoryReadResult> answer =
        OptionalService.call(
                session,
                "trying to read history",
                history(lastHour, node, ByteString.NULL_VALUE, false))
            .map(response -> response.getResults()[0]);
    if (answer.isPresent() && isOpen(answer.get().getContinuationPoint())) {
      // a session may have very few of them, and a backfill over it needs one
      OptionalService.call(
          session,
          "releasing a continuation point",
          history(lastHour, node, answer.get().getContinuationPoint(), true));
    }
    return answer.filter(result -> !result.getStatusCode().isBad()).isPresent();
  }

  private static boolean isOpen(ByteString continuation) {
    return continuation != null && continuation.isNotNull();
  }

  private CompletableFuture<HistoryReadResponse> history(
      ReadRawModifiedDetails details, NodeId node, ByteString continuation, boolean release) {
    return client.historyReadAsync(
        details,
        TimestampsToReturn.Both,
        release,
        List.of(new HistoryReadValueId(node, null, QualifiedName.NULL_VALUE, continuation)));
  }
}
