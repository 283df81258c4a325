package io.resonance.job.plant;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.normalize.opcua.OpcUaConnections;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import java.util.List;

/**
 * An OPC UA server as the plant file says to read it, for commands that look at it by hand.
 *
 * @param identity who we are to it
 * @param connection how it is connected to and read, without what is read there
 * @param nodes the nodes that some equipment names by NodeId, each once
 */
public record PlantServer(
    OpcUaIdentity identity, OpcUaEndpoint.Builder connection, List<String> nodes) {

  public PlantServer {
    nodes = List.copyOf(nodes);
  }

  /** The server with an id; refuses an id that the plant file does not have. */
  public static PlantServer of(PlantFile plant, String id) {
    List<OpcUaServer> servers = plant.opcua().servers();
    if (servers.isEmpty()) {
      throw new StartRefusedException(
          "The plant file reads no OPC UA server, so there is no %s. Give the URL of the server instead."
              .formatted(id));
    }
    OpcUaServer server =
        servers.stream()
            .filter(s -> s.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new StartRefusedException(
                        "The plant file has no OPC UA server %s but %s. Name one of them with --server."
                            .formatted(id, servers.stream().map(OpcUaServer::id).toList())));
    return new PlantServer(
        OpcUaConnections.identity(plant),
        OpcUaConnections.connection(server),
        ConnectorSettings.nodes(plant, server));
  }
}
