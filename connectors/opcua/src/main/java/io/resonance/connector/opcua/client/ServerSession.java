package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;

/** An open session, with the server's namespaces and with the words for what fails in it. */
public final class ServerSession implements AutoCloseable {

  private static final int AWAIT_SECONDS = 30;

  private final OpcUaClient client;
  private final OpcUaEndpoint endpoint;
  private final ApplicationIdentity identity;
  private final String serverUri;
  private final OpcUaConnectionSecurity security;

  ServerSession(
      OpcUaClient client,
      OpcUaEndpoint endpoint,
      ApplicationIdentity identity,
      String serverUri,
      OpcUaConnectionSecurity security) {
    this.client = client;
    this.endpoint = endpoint;
    this.identity = identity;
    this.serverUri = serverUri;
    this.security = security;
  }

  /** How the connection is secured. */
  public OpcUaConnectionSecurity security() {
    return security;
  }

  /** The service calls. */
  public OpcUaClient milo() {
    return client;
  }

  /** Whose session it is. */
  public OpcUaEndpoint endpoint() {
    return endpoint;
  }

  /** Who we are to the server. */
  ApplicationIdentity identity() {
    return identity;
  }

  /** The ApplicationUri of the server. */
  public String serverUri() {
    return serverUri;
  }

  /** The answer to a service call; waits for some time. */
  public <T> T await(String doing, CompletableFuture<T> future) throws OpcUaClientException {
    try {
      return future.get(AWAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OpcUaFailures.classify(endpoint, doing, identity, e);
    } catch (Exception e) {
      throw OpcUaFailures.classify(endpoint, doing, identity, e);
    }
  }

  /** The status code a service call failed with, 0 if it was not the server that failed. */
  public static long statusOf(OpcUaClientException failure) {
    return failure.getCause() == null ? 0 : OpcUaFailures.statusOf(failure.getCause());
  }

  /** The URI of a namespace; empty for an index the server does not name. */
  public String namespaceUri(int index) {
    String uri = index == 0 ? OpcUaBrowsePath.OPC_UA : client.getNamespaceTable().get(index);
    return uri == null ? "" : uri;
  }

  /** The node in the server's numbering of today; empty if it is not of this server. */
  public Optional<NodeId> local(ExpandedNodeId nodeId) {
    return nodeId.isLocal() ? nodeId.toNodeId(client.getNamespaceTable()) : Optional.empty();
  }

  /** The node with the URI of its namespace, as an item is named. */
  public String text(NodeId nodeId) {
    NodeId plain = new NodeId(0, 0);
    String identifier =
        nodeId.getNamespaceIndex().equals(plain.getNamespaceIndex())
            ? nodeId.toParseableString()
            : nodeId.toParseableString().replaceFirst("^ns=[0-9]+;", "");
    return "nsu=" + namespaceUri(nodeId.getNamespaceIndex().intValue()) + ";" + identifier;
  }

  /** The browse name as the server numbers its namespaces today; empty if it lacks the URI. */
  public Optional<QualifiedName> qualified(OpcUaBrowsePath.Segment segment) {
    if (segment.namespaceUri().equals(OpcUaBrowsePath.OPC_UA)) {
      return Optional.of(new QualifiedName(0, segment.name()));
    }
    return Optional.ofNullable(client.getNamespaceTable().getIndex(segment.namespaceUri()))
        .map(index -> new QualifiedName(index, segment.name()));
  }

  @Override
  public void close() {
    MiloConnector.close(client);
  }
}
