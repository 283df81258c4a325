package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.decoding.OpcUaTime;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.split.ServerRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Reads when the server was started, what its clock says, and how it numbers the namespaces. */
final class ServerStatusReading {

  private final MiloSubscriptionClient session;
  private final OpcUaClient client;
  private final List<OpcUaItem> items;

  ServerStatusReading(MiloSubscriptionClient session, List<OpcUaItem> items) {
    this.session = session;
    this.client = session.milo();
    this.items = items;
  }

  ServerStatus read(String serverUri) throws OpcUaClientException {
    long before = nowNanos();
    DataValue[] values =
        session
            .await(
                "reading its status",
                client.readAsync(
                    0,
                    TimestampsToReturn.Neither,
                    List.of(
                        value(NodeIds.Server_ServerStatus_StartTime),
                        value(NodeIds.Server_ServerStatus_CurrentTime))))
            .getResults();
    long middle = before + (nowNanos() - before) / 2;
    long start = time(values[0]);
    long current = time(values[1]);
    return new ServerStatus(
        new ServerRun(
            serverUri,
            start == OpcUaBatch.ABSENT ? OptionalLong.empty() : OptionalLong.of(start),
            namespaces()),
        current == OpcUaBatch.ABSENT ? 0 : (current - middle) / 1_000_000);
  }

  private static ReadValueId value(NodeId node) {
    return new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE);
  }

  private static long time(DataValue value) {
    return value.value().value() instanceof DateTime time
        ? OpcUaTime.nanos(time)
        : OpcUaBatch.ABSENT;
  }

  /** A number for the indexes of all namespaces of the items; never 0, which stands for none. */
  private int namespaces() {
    TreeMap<String, String> indexes = new TreeMap<>();
    for (OpcUaItem item : items) {
      Optional<NodeId> node = MonitoredItemCreation.resolve(client, item);
      String text = item.nodeId();
      indexes.put(
          text.substring(0, Math.max(0, text.indexOf(';'))),
          node.map(n -> n.getNamespaceIndex().toString()).orElse("-"));
    }
    return indexes.hashCode() | 1;
  }

  private static long nowNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
