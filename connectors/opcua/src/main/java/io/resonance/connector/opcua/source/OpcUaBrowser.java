package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.client.ConnectionProgress;
import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.client.browse.DiscoveredNodes;
import io.resonance.connector.opcua.client.browse.NodeDiscovery;
import io.resonance.connector.opcua.client.browse.NodeValueReading;
import java.util.List;

/**
 * Looks into the address space of a server as a job would: the same security, selections and
 * limits. Blocks as long as the server takes; may be called from any thread.
 */
public final class OpcUaBrowser {

  private OpcUaBrowser() {}

  /**
   * What the selections of an endpoint found.
   *
   * @param nodes the nodes, each with its full browse path
   * @param problems what was not found or left out, one sentence each with the next step
   * @param requests how many requests it took
   */
  public record Found(List<OpcUaItem> nodes, List<String> problems, int requests) {
    public Found {
      nodes = List.copyOf(nodes);
      problems = List.copyOf(problems);
    }
  }

  /**
   * The value of a node now.
   *
   * @param nodeId the node as asked for
   * @param value its value as text; empty if it has none
   * @param status the name of its StatusCode
   * @param sourceTime when it changed at its source, ISO 8601; empty if the server does not say
   */
  public record NodeValue(String nodeId, String value, String status, String sourceTime) {}

  /** Browses for the endpoint's selections. */
  public static Found find(OpcUaEndpoint endpoint, OpcUaIdentity identity)
      throws OpcUaRefusedException {
    ConnectionProgress progress = new ConnectionProgress();
    try (MiloConnector connector = new MiloConnector(identity);
        ServerSession session = connector.open(endpoint, progress)) {
      DiscoveredNodes found = new NodeDiscovery(session).find(endpoint.nodes().selections());
      return new Found(
          found.nodes().stream().map(DiscoveredNodes.FoundNode::item).toList(),
          found.problems(),
          found.requests());
    } catch (OpcUaClientException e) {
      throw new OpcUaRefusedException((e.getMessage() + " " + progress.nextStep()).strip(), e);
    } catch (IllegalArgumentException e) {
      throw new OpcUaRefusedException(e.getMessage(), e);
    }
  }

  /** Reads the endpoint's items, in their order. */
  public static List<NodeValue> read(OpcUaEndpoint endpoint, OpcUaIdentity identity)
      throws OpcUaRefusedException {
    ConnectionProgress progress = new ConnectionProgress();
    try (MiloConnector connector = new MiloConnector(identity);
        ServerSession session = connector.open(endpoint, progress)) {
      return new NodeValueReading(session).read(endpoint.items());
    } catch (OpcUaClientException e) {
      throw new OpcUaRefusedException((e.getMessage() + " " + progress.nextStep()).strip(), e);
    } catch (IllegalArgumentException e) {
      throw new OpcUaRefusedException(e.getMessage(), e);
    }
  }
}
