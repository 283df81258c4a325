package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.source.OpcUaItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Finds out which nodes a server no longer has, and deletes their monitored items. Their ids are
 * asked from the server each time (GetMonitoredItems, Part 5, 9.1), for who took a subscription
 * over does not know them; a server that cannot tell keeps its items, and nothing is said to be
 * gone.
 */
final class MonitoredItemRemoval {

  /** Small controllers allow a hundred operations in a call, and no more. */
  private static final int PER_CALL = 100;

  private final MiloSubscriptionClient session;
  private final List<OpcUaItem> items;

  MonitoredItemRemoval(MiloSubscriptionClient session, List<OpcUaItem> items) {
    this.session = session;
    this.items = items;
  }

  /** Which of these items have a node that the server no longer knows. */
  List<Integer> gone(long subscriptionId, List<Integer> asked) throws OpcUaClientException {
    List<Integer> gone = new ArrayList<>();
    if (monitored(subscriptionId).isEmpty()) {
      return gone;
    }
    for (int from = 0; from < asked.size(); from += PER_CALL) {
      addGone(asked.subList(from, Math.min(asked.size(), from + PER_CALL)), gone);
    }
    return gone;
  }

  private void addGone(List<Integer> asked, List<Integer> gone) throws OpcUaClientException {
    List<Integer> read = new ArrayList<>();
    List<ReadValueId> reads = new ArrayList<>();
    for (int item : asked) {
      Optional<NodeId> node = MonitoredItemCreation.resolve(session.milo(), items.get(item));
      if (node.isPresent()) {
        read.add(item);
        reads.add(
            new ReadValueId(
                node.get(), AttributeId.NodeClass.uid(), null, QualifiedName.NULL_VALUE));
      } else {
        gone.add(item);
      }
    }
    if (reads.isEmpty()) {
      return;
    }
    DataValue[] classes =
        session
            .await(
                "asking which nodes are gone",
                session.milo().readAsync(0, TimestampsToReturn.Neither, reads))
            .getResults();
    for (int i = 0; i < read.size() && i < classes.length; i++) {
      if (classes[i].statusCode().value() == StatusCodes.Bad_NodeIdUnknown) {
        gone.add(read.get(i));
      }
    }
  }

  /** Deletes what the subscription monitors of these items. */
  void remove(long subscriptionId, List<Integer> removed) throws OpcUaClientException {
    Set<Integer> handles = new HashSet<>(removed);
    List<UInteger> ids = new ArrayList<>();
    for (Monitored item : monitored(subscriptionId).orElse(List.of())) {
      if (handles.contains(item.clientHandle())) {
        ids.add(item.id());
      }
    }
    for (int from = 0; from < ids.size(); from += PER_CALL) {
      session.await(
          "deleting monitored items of nodes that are gone",
          session
              .milo()
              .deleteMonitoredItemsAsync(
                  uint(subscriptionId), ids.subList(from, Math.min(ids.size(), from + PER_CALL))));
    }
  }

  private record Monitored(int clientHandle, UInteger id) {}

  /** The monitored items of the subscription, or empty if the server cannot tell. */
  private Optional<List<Monitored>> monitored(long subscriptionId) throws OpcUaClientException {
    CallMethodRequest request =
        new CallMethodRequest(
            NodeIds.Server,
            NodeIds.Server_GetMonitoredItems,
            new Variant[] {new Variant(uint(subscriptionId))});
    Optional<CallMethodResult> result =
        OptionalService.call(
                session, "asking for its items", session.milo().callAsync(List.of(request)))
            .map(response -> response.getResults()[0])
            .filter(answer -> answer.getStatusCode().isGood());
    if (result.isEmpty()
        || result.get().getOutputArguments() == null
        || result.get().getOutputArguments().length < 2
        || !(result.get().getOutputArguments()[0].value() instanceof UInteger[] ids)
        || !(result.get().getOutputArguments()[1].value() instanceof UInteger[] handles)
        || ids.length != handles.length) {
      return Optional.empty();
    }
    List<Monitored> monitored = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      monitored.add(new Monitored(handles[i].intValue(), ids[i]));
    }
    return Optional.of(monitored);
  }
}
