package io.resonance.job.plant;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectAgentProbe;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaEndpointProbe;
import io.resonance.normalize.opcua.OpcUaConnections;
import io.resonance.schema.kafka.KafkaReach;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Connects to everything a plant file names, once, as the jobs would, and says what does not work.
 */
public final class Connections {

  private Connections() {}

  /**
   * Tries all connections.
   *
   * @param progress is told a line for each connection that works, and before each that may take
   *     long
   * @return one message for each problem; empty if all connections work
   */
  public static List<String> check(PlantFile plant, Consumer<String> progress) {
    List<String> problems = new ArrayList<>();
    collect(problems, () -> progress.accept("Kafka: " + KafkaReach.describe(plant.kafka())));
    collect(problems, () -> progress.accept("schema registry: " + registry(plant)));
    for (OpcUaEndpoint server : ConnectorSettings.opcua(plant)) {
      List<String> found =
          OpcUaEndpointProbe.check(server, OpcUaConnections.identity(plant)).problems();
      report("OPC UA server " + server.id(), found, problems, progress);
    }
    for (MtConnectAgent agent : ConnectorSettings.mtconnect(plant)) {
      List<String> found = MtConnectAgentProbe.check(agent).problems();
      report("MTConnect agent " + agent.id(), found, problems, progress);
    }
    return problems;
  }

  private static String registry(PlantFile plant) {
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      registry.check(plant.kafka());
      return "answers";
    } catch (IOException unclosable) {
      throw new StartRefusedException(
          "The connection to the schema registry could not be closed", unclosable);
    }
  }

  private static void report(
      String what, List<String> found, List<String> problems, Consumer<String> progress) {
    if (found.isEmpty()) {
      progress.accept(what + ": answers");
    }
    problems.addAll(found);
  }

  private static void collect(List<String> problems, Runnable check) {
    try {
      check.run();
    } catch (StartRefusedException | MissingSecretException refused) {
      problems.add(refused.getMessage());
    }
  }
}
