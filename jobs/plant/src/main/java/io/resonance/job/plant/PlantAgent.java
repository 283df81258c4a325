package io.resonance.job.plant;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.PlantFile;
import java.util.List;

/** An MTConnect agent as the plant file says to read it, for commands that look at it by hand. */
public final class PlantAgent {
  private PlantAgent() {}

  /** The agent with an id; refuses an id that the plant file does not have. */
  public static MtConnectAgent of(PlantFile plant, String id) {
    List<MtConnectAgent> agents = ConnectorSettings.mtconnect(plant);
    return agents.stream()
        .filter(agent -> agent.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new StartRefusedException(
                    "The plant file has no MTConnect agent %s but %s. Name one of them with --agent."
                        .formatted(id, agents.stream().map(MtConnectAgent::id).toList())));
  }
}
