package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueRange;
import io.resonance.testbed.opcua.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose nodes are found by browsing, and a server that changes under it. */
class OpcUaDiscoveryITCase {

  @TempDir Path folder;

  private SimulatedOpcUaServer server;
  private OpcUaIdentity identity;

  @BeforeEach
  void start() throws Exception {
    server =
        SimulatedOpcUaServer.builder()
            .name("oven")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:oven")
            .allowSecurityNone()
            .variable(temperature("1"), "Oven/Heater/temperature")
            .variable(SimulatedVariable.plain("2", ValueType.INT32), "Oven/Heater/pressure")
            .variable(SimulatedVariable.plain("3", ValueType.BOOLEAN), "Oven/door")
            .start();
    identity = OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("client").toString());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static SimulatedVariable temperature(String id) {
    return SimulatedVariable.analog(
        id, "CEL", "°C", new ValueRange(0, 100), new ValueRange(0, 200));
  }

  private OpcUaEndpoint.Builder endpoint() {
    return OpcUaEndpoint.builder("oven", server.url())
        .security(OpcUaSecurity.NONE)
        .publishingInterval(Duration.ofMillis(50))
        .samplingInterval(Duration.ZERO)
        .surviveOutage(Duration.ofSeconds(60));
  }

  private RunningJob job(OpcUaEndpoint.Builder endpoint) throws Exception {
    return new RunningJob(
        OpcUaSource.builder().endpoint(endpoint.build()).identity(identity).build(),
        new Configuration());
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void monitorsWhatASelectionFindsAndPicksUpNewNodes() throws Exception {
    server.produce("1", 20.0);
    server.produce("3", true);
    try (RunningJob job =
        job(
            endpoint()
                .select(OpcUaNodeSelection.under("/Objects/Oven").glob("**/*e*"))
                .rebrowseInterval(Duration.ofMillis(300)))) {
      eventually(() -> job.collected.nodes.contains(server.nodeId("1")));
      assertThat(job.collected.nodes).doesNotContain(server.nodeId("3"));
      assertThat(job.collected.descriptions)
          .extracting(description -> description.browsePath().replace("nsu=urn:oven;", ""))
          .contains("/Objects/Oven/Heater/temperature");
      int sessions = server.subscriptionCount();
      server.add(temperature("4"), "Oven/Cooler/temperature");
      server.produce("4", 5.0);
      eventually(() -> job.collected.nodes.contains(server.nodeId("4")));
      // the first subscription is the same as before
      assertThat(server.subscriptionCount()).isEqualTo(sessions + 1);
      assertThat(job.collected.gaps).isEmpty();
    }
  }

  /** OPC UA Part 3, 9.32: ModelChangeEvents. */
  @Test
  void picksUpNewNodesWhenTheServerTellsOfThem() throws Exception {
    server.produce("1", 20.0);
    try (RunningJob job =
        job(
            endpoint()
                .select(OpcUaNodeSelection.under("/Objects/Oven").glob("**/temperature"))
                .rebrowseInterval(Duration.ofDays(1)))) {
      eventually(() -> job.collected.nodes.contains(server.nodeId("1")));
      server.add(temperature("4"), "Oven/Cooler/temperature");
      server.produce("4", 5.0);
      server.alarms().systemEvent("nothing changed");
      server.alarms().modelChange();
      eventually(() -> job.collected.nodes.contains(server.nodeId("4")));
      // a server that starts anew may have told of changes while nobody listened
      server.stop();
      server.add(temperature("5"), "Oven/Door/temperature");
      server.start();
      server.produce("5", 7.0);
      eventually(() -> job.collected.nodes.contains(server.nodeId("5")));
    }
    // neither the job's sessions nor the one that listened are left behind
    eventually(() -> server.sessionCount() == 0);
  }

  @Test
  void noticesThatARestartedServerRenumberedItsNodes() throws Exception {
    server.produce("1", 20.0);
    server.produce("2", 3);
    try (RunningJob job = job(endpoint().item(server.nodeId("1")).item(server.nodeId("2")))) {
      eventually(() -> job.collected.nodes.size() == 2);
      server.stop();
      server.layout().swap("1", "2");
      server.start();
      eventually(() -> job.collected.drifts.size() >= 2);
      assertThat(job.collected.drifts)
          .filteredOn(drift -> drift.nodeId().equals(server.nodeId("1")))
          .singleElement()
          .satisfies(
              drift -> {
                assertThat(drift.kind()).isEqualTo(OpcUaDrift.Kind.BROWSE_PATH);
                assertThat(drift.before()).endsWith(";temperature");
                assertThat(drift.after()).endsWith(";pressure");
                assertThat(drift.text()).contains("may be those of another signal");
              });
    }
  }

  @Test
  void saysNothingOfANodeThatIsTheSameAfterARestart() throws Exception {
    server.produce("1", 20.0);
    try (RunningJob job = job(endpoint().item(server.nodeId("1")))) {
      eventually(() -> job.collected.nodes.size() == 1);
      server.restart();
      eventually(() -> job.collected.descriptions.size() == 2);
      assertThat(job.collected.drifts).isEmpty();
    }
  }

  @Test
  void startsNamedNodesWhileASelectionFindsNothing() throws Exception {
    server.produce("3", true);
    try (RunningJob job =
        job(
            endpoint()
                .item(server.nodeId("3"))
                .select(OpcUaNodeSelection.path("/Objects/Oven/window"))
                .rebrowseInterval(Duration.ofMillis(300)))) {
      eventually(() -> job.collected.nodes.contains(server.nodeId("3")));
      server.add(SimulatedVariable.plain("9", ValueType.BOOLEAN), "Oven/window");
      server.produce("9", false);
      eventually(() -> job.collected.nodes.contains(server.nodeId("9")));
    }
  }
}
