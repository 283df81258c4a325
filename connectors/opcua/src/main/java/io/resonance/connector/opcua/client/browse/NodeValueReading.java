package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaBrowser.NodeValue;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Reads values once, as text for people. */
public final class NodeValueReading {

  private final ServerSession session;

  public NodeValueReading(ServerSession session) {
    this.session = session;
  }

  /** The values in the order of the items; a node of an unknown namespace has a bad status. */
  public List<NodeValue> read(List<OpcUaItem> items) throws OpcUaClientException {
    List<ReadValueId> reads = new ArrayList<>();
    for (OpcUaItem item : items) {
      Optional<NodeId> node = session.local(ExpandedNodeId.parse(item.nodeId()));
      reads.add(
          new ReadValueId(
              node.orElse(NodeId.NULL_VALUE),
              AttributeId.Value.uid(),
              null,
              QualifiedName.NULL_VALUE));
    }
    OperationLimits limits = new ServerProfileReading(session).read().limits();
    List<DataValue> values =
        new Batches(session, limits.of(Limit.NODES_PER_READ))
            .all(
                "reading values",
                reads,
                some ->
                    session
                        .milo()
                        .readAsync(0, TimestampsToReturn.Both, some)
                        .thenApply(ReadResponse::getResults));
    List<NodeValue> read = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      read.add(value(items.get(i).nodeId(), values.get(i)));
    }
    return read;
  }

  private static NodeValue value(String nodeId, DataValue value) {
    long status = value.statusCode().value();
    Object content = value.value() == null ? null : value.value().value();
    return new NodeValue(
        nodeId,
        content == null ? "" : text(content),
        StatusCodes.lookup(status)
            .map(names -> names[0])
            .orElseGet(() -> status == 0 ? "Good" : "0x%08X".formatted(status)),
        value.sourceTime() == null ? "" : value.sourceTime().getJavaInstant().toString());
  }

  private static String text(Object content) {
    if (content instanceof LocalizedText localized) {
      return String.valueOf(localized.text());
    }
    if (content.getClass().isArray()) {
      String nested = Arrays.deepToString(new Object[] {content});
      return nested.substring(1, nested.length() - 1);
    }
    return content.toString();
  }
}
