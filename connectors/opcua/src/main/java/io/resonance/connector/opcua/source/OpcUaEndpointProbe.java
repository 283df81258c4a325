package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.client.ConnectionProgress;
import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries an endpoint the way the source will use it, before a job is started: reachable, secure,
 * trusted in both directions, user accepted, every node there. Blocks for some ten seconds at most
 * per step; may be called from any thread.
 */
public final class OpcUaEndpointProbe {

  private OpcUaEndpointProbe() {}

  /**
   * What was found.
   *
   * @param problems one sentence or two per problem, with the next step; empty if all is well
   * @param descriptions what the server says about the nodes that are there
   */
  public record Result(List<String> problems, List<OpcUaItemDescription> descriptions) {
    public Result {
      problems = List.copyOf(problems);
      descriptions = List.copyOf(descriptions);
    }

    /** Whether the source will work with this endpoint. */
    public boolean isHealthy() {
      return problems.isEmpty();
    }
  }

  /** Checks one endpoint; never throws for anything the server or the network does. */
  public static Result check(OpcUaEndpoint endpoint, OpcUaIdentity identity) {
    List<String> problems = new ArrayList<>();
    List<OpcUaItemDescription> descriptions = new ArrayList<>();
    ConnectionProgress progress = new ConnectionProgress();
    try (MiloConnector connector = new MiloConnector(identity);
        ServerSession session = connector.open(endpoint, progress)) {
      OpcUaSubscriptionClient client = MiloConnector.in(session, endpoint.items());
      CreatedSubscription created = client.create(OpcUaSubscriptionClient.Order.DESCRIBE_FIRST);
      created.faults().forEach(fault -> problems.add(fault.text()));
      descriptions.addAll(created.descriptions());
      client.delete();
    } catch (OpcUaClientException e) {
      problems.add((e.getMessage() + " " + progress.nextStep()).strip());
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return new Result(problems, descriptions);
  }
}
