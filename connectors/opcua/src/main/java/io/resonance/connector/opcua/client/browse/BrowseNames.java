package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Reads the browse names of nodes. */
final class BrowseNames {

  private BrowseNames() {}

  /** One entry for each node, empty where the server does not tell; the batches are of reads. */
  static List<Optional<QualifiedName>> read(
      ServerSession session, Batches batches, List<NodeId> nodes) throws OpcUaClientException {
    return batches
        .all(
            "reading browse names",
            nodes,
            some ->
                session
                    .milo()
                    .readAsync(
                        0,
                        TimestampsToReturn.Neither,
                        some.stream().map(BrowseNames::browseName).toList())
                    .thenApply(ReadResponse::getResults))
        .stream()
        .map(
            value ->
                value.value() != null && value.value().value() instanceof QualifiedName name
                    ? Optional.of(name)
                    : Optional.<QualifiedName>empty())
        .toList();
  }

  private static ReadValueId browseName(NodeId node) {
    return new ReadValueId(node, AttributeId.BrowseName.uid(), null, QualifiedName.NULL_VALUE);
  }
}
