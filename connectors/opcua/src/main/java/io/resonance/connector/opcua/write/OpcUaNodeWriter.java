package io.resonance.connector.opcua.write;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;

/**
 * Writes values to nodes of one server (Part 4, Write), over a session that is opened with the
 * first of them and anew after a failure. A node that has the value with the same source timestamp
 * already is not written again.
 *
 * <p>One thread at a time; {@link #write} blocks as long as the server takes, some ten seconds for
 * a connection and thirty for an answer at most.
 */
public final class OpcUaNodeWriter implements AutoCloseable {

  /** Statuses that the same write gets again, whenever it is repeated. */
  private static final Set<Long> REFUSALS =
      Set.of(
          StatusCodes.Bad_NodeIdInvalid,
          StatusCodes.Bad_NodeIdUnknown,
          StatusCodes.Bad_AttributeIdInvalid,
          StatusCodes.Bad_NotWritable,
          StatusCodes.Bad_UserAccessDenied,
          StatusCodes.Bad_TypeMismatch,
          StatusCodes.Bad_OutOfRange,
          StatusCodes.Bad_WriteNotSupported,
          StatusCodes.Bad_NotSupported);

  private final OpcUaEndpoint endpoint;
  private final OpcUaIdentity identity;
  private MiloConnector connector;
  private ServerSession session;

  /**
   * A value for a node.
   *
   * @param nodeId as {@code nsu=<namespace URI>;s=...}
   * @param value a Boolean, Integer (Int32), Double or String
   * @param sourceTimestamp when it became so
   */
  public record NodeValue(String nodeId, Object value, Instant sourceTimestamp) {}

  /** What became of a write. */
  public enum Outcome {
    /** The server took it. */
    WRITTEN,
    /** The node has it already. */
    PRESENT,
    /** The server does not take it, and will not when asked again. */
    REFUSED,
    /** The server cannot be reached or cannot do it now. */
    UNAVAILABLE
  }

  /**
   * The end of a write.
   *
   * @param words why, for people
   */
  public record Written(Outcome outcome, String words) {}

  /** Connects with the first write. */
  public OpcUaNodeWriter(OpcUaEndpoint endpoint, OpcUaIdentity identity) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.identity = Objects.requireNonNull(identity, "identity");
  }

  /** Writes a value; never fails but tells. */
  public Written write(NodeValue wanted) {
    try {
      return attempt(wanted);
    } catch (OpcUaClientException | IllegalArgumentException failed) {
      disconnect();
      return new Written(Outcome.UNAVAILABLE, String.valueOf(failed.getMessage()));
    }
  }

  private Written attempt(NodeValue wanted) throws OpcUaClientException {
    ServerSession open = session();
    Optional<NodeId> node = open.local(ExpandedNodeId.parse(wanted.nodeId()));
    if (node.isEmpty()) {
      return new Written(
          Outcome.REFUSED, "%s has no namespace of %s".formatted(endpoint.id(), wanted.nodeId()));
    }
    DateTime time = new DateTime(wanted.sourceTimestamp());
    if (has(open, node.get(), wanted.value(), time)) {
      return new Written(
          Outcome.PRESENT,
          "%s on %s has %s already".formatted(wanted.nodeId(), endpoint.id(), wanted.value()));
    }
    Variant value = Variant.of(wanted.value());
    StatusCode status = write(open, node.get(), new DataValue(value, StatusCode.GOOD, time, null));
    if (status.value() == StatusCodes.Bad_WriteNotSupported) {
      // Part 4, 5.11.4: a server need not take a status or a timestamp
      status = write(open, node.get(), DataValue.valueOnly(value));
    }
    return judged(wanted, status);
  }

  private Written judged(NodeValue wanted, StatusCode status) {
    if (status.isGood()) {
      return new Written(
          Outcome.WRITTEN,
          "wrote %s to %s on %s".formatted(wanted.value(), wanted.nodeId(), endpoint.id()));
    }
    String name =
        StatusCodes.lookup(status.value())
            .map(names -> names[0])
            .orElse("0x%08X".formatted(status.value()));
    return new Written(
        REFUSALS.contains(status.value()) ? Outcome.REFUSED : Outcome.UNAVAILABLE,
        "%s answers %s for %s = %s (%s)"
            .formatted(
                endpoint.id(),
                name,
                wanted.nodeId(),
                wanted.value(),
                wanted.value().getClass().getSimpleName()));
  }

  private static boolean has(ServerSession session, NodeId node, Object value, DateTime time)
      throws OpcUaClientException {
    ReadValueId read =
        new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE);
    DataValue[] found =
        session.await(
            "reading a node before it is written",
            session
                .milo()
                .readAsync(0, TimestampsToReturn.Source, List.of(read))
                .thenApply(ReadResponse::getResults));
    return found != null
        && found.length == 1
        && found[0].value() != null
        && value.equals(found[0].value().value())
        && time.equals(found[0].sourceTime());
  }

  private static StatusCode write(ServerSession session, NodeId node, DataValue value)
      throws OpcUaClientException {
    WriteValue write = new WriteValue(node, AttributeId.Value.uid(), null, value);
    StatusCode[] results =
        session.await(
            "writing a node",
            session.milo().writeAsync(List.of(write)).thenApply(WriteResponse::getResults));
    return results == null || results.length != 1
        ? new StatusCode(StatusCodes.Bad_UnexpectedError)
        : results[0];
  }

  private ServerSession session() throws OpcUaClientException {
    if (session == null) {
      if (connector == null) {
        connector = new MiloConnector(identity);
      }
      session = connector.open(endpoint);
    }
    return session;
  }

  private void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  @Override
  public void close() {
    disconnect();
    if (connector != null) {
      connector.close();
      connector = null;
    }
  }
}
