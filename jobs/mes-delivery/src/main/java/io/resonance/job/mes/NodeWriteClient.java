package io.resonance.job.mes;

import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.connector.mes.lane.LaneClient;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.connector.mes.lane.Verdict;
import io.resonance.connector.mes.message.NodeValue;
import io.resonance.connector.mes.sink.LaneSettings;
import io.resonance.connector.mes.sink.MesDeliveryOptions.Retries;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.write.OpcUaNodeWriter;
import io.resonance.normalize.opcua.OpcUaConnections;
import io.resonance.schema.plant.NodeWrite;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.MesMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Writes the values of messages to the nodes the plant file lists, and to no others, whatever a
 * message says. Each server has a thread of its own, so that one that is down holds up nobody else.
 */
final class NodeWriteClient implements LaneClient {

  /** uid of the operator that writes nodes. */
  static final String UID = "deliver-writes";

  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final Map<String, Server> servers = new HashMap<>();

  /** A server with the nodes that are listed. */
  private record Server(OpcUaNodeWriter writer, Set<String> nodes, ExecutorService thread) {}

  private NodeWriteClient(PlantFile plant) {
    for (OpcUaServer server : plant.opcua().servers()) {
      if (!server.writes().isEmpty()) {
        Set<String> nodes =
            server.writes().stream().map(NodeWrite::node).collect(Collectors.toSet());
        OpcUaEndpoint endpoint =
            OpcUaConnections.connection(server).items(List.copyOf(nodes)).build();
        servers.put(
            server.id(),
            new Server(
                new OpcUaNodeWriter(endpoint, OpcUaConnections.identity(plant)),
                nodes,
                Executors.newSingleThreadExecutor(work -> daemon(work, server.id()))));
      }
    }
  }

  /** Lanes that write the nodes of a plant. */
  static LaneSettings settings(PlantFile plant) {
    return new LaneSettings(
        UID,
        new LaneOptions(64, Duration.ofSeconds(30), 3),
        new Retries(Duration.ofMillis(200), Duration.ofSeconds(60)),
        200_000,
        LONGEST,
        () -> new NodeWriteClient(plant));
  }

  @Override
  public CompletableFuture<Reply> post(MesMessage message) {
    NodeValue value;
    try {
      value = NodeValue.read(message.getPayload());
    } catch (IllegalArgumentException malformed) {
      return refused(malformed.getMessage());
    }
    Server server = servers.get(value.server());
    if (server == null || !server.nodes.contains(value.node())) {
      return refused(
          "%s of %s is not listed under `writes` in the plant file, so it is never written"
              .formatted(value.node(), value.server()));
    }
    var wanted = new OpcUaNodeWriter.NodeValue(value.node(), value.value(), message.getCreatedAt());
    return CompletableFuture.supplyAsync(() -> reply(server.writer.write(wanted)), server.thread)
        .exceptionally(
            failed -> Reply.unanswered(Verdict.of(Outcome.UNAVAILABLE, failed.toString())));
  }

  private static Reply reply(OpcUaNodeWriter.Written written) {
    Outcome outcome =
        switch (written.outcome()) {
          case WRITTEN, PRESENT -> Outcome.ACCEPTED;
          case REFUSED -> Outcome.REFUSED;
          case UNAVAILABLE -> Outcome.UNAVAILABLE;
        };
    return Reply.unanswered(Verdict.of(outcome, written.words()));
  }

  private static CompletableFuture<Reply> refused(String why) {
    return CompletableFuture.completedFuture(Reply.unanswered(Verdict.of(Outcome.REFUSED, why)));
  }

  private static Thread daemon(Runnable work, String server) {
    Thread thread = new Thread(work, "opcua-write-" + server);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    for (Server server : servers.values()) {
      server.thread.execute(server.writer::close);
      server.thread.shutdown();
    }
    try {
      for (Server server : servers.values()) {
        var unused = server.thread.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
