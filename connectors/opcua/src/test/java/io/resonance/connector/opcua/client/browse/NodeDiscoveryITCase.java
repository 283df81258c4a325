package io.resonance.connector.opcua.client.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.testbed.opcua.SimulatedLimits;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedOpcUaServerBuilder;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueRange;
import io.resonance.testbed.opcua.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding nodes on a real server with 10,000 variables and small operation limits. */
class NodeDiscoveryITCase {

  private static final int HALLS = 100;
  private static final int MACHINES = 10;
  private static final int VALUES = 10;
  private static final int NODES_PER_BROWSE = 200;

  @TempDir static Path folder;
  private static SimulatedOpcUaServer server;
  private static OpcUaIdentity identity;

  @BeforeAll
  static void start() throws Exception {
    SimulatedOpcUaServerBuilder builder =
        SimulatedOpcUaServer.builder()
            .name("hall")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:hall")
            .historySize(1)
            .allowSecurityNone()
            .limits(new SimulatedLimits(NODES_PER_BROWSE, 2, 100, 50, 500));
    for (int hall = 0; hall < HALLS; hall++) {
      for (int machine = 0; machine < MACHINES; machine++) {
        for (int value = 0; value < VALUES; value++) {
          builder.variable(
              SimulatedVariable.plain(hall + "-" + machine + "-" + value, ValueType.DOUBLE),
              "Plant/Hall-%d/Machine-%d/value-%d".formatted(hall, machine, value));
        }
      }
    }
    builder
        .variable(analog("oilTemperature"), "Oven/Heater/temperature")
        .variable(analog("oilPressure"), "Oven/Heater/pressure")
        .variable(SimulatedVariable.plain("door", ValueType.BOOLEAN), "Oven/door")
        .variable(SimulatedVariable.plain("state", ValueType.INT32), "Machines/Mill-1/state")
        .layout()
        .objectOfType("Oven/Heater", "HeaterType")
        .link("Oven/Heater", "Oven")
        .link("Annex", "Oven/Heater");
    server = builder.start();
    identity = OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("client").toString());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static SimulatedVariable analog(String id) {
    return SimulatedVariable.analog(
        id, "CEL", "°C", new ValueRange(0, 100), new ValueRange(0, 200));
  }

  private static DiscoveredNodes find(OpcUaNodeSelection... selections) throws Exception {
    OpcUaEndpoint.Builder endpoint =
        OpcUaEndpoint.builder("hall", server.url()).security(OpcUaSecurity.NONE);
    List.of(selections).forEach(endpoint::select);
    try (MiloConnector connector = new MiloConnector(identity);
        ServerSession session = connector.open(endpoint.build())) {
      return new NodeDiscovery(session).find(List.of(selections));
    }
  }

  private static Set<String> nodes(DiscoveredNodes found) {
    return found.nodes().stream()
        .map(node -> node.item().nodeId().replace("nsu=urn:hall;s=", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void findsTenThousandNodesInFewRequestsAndSeconds() throws Exception {
    long start = System.nanoTime();
    DiscoveredNodes found = find(OpcUaNodeSelection.under("/Objects/Plant"));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(found.nodes()).hasSize(HALLS * MACHINES * VALUES);
    assertThat(found.problems()).isEmpty();
    // each of some 11,100 nodes is browsed once; reading the limits takes a few requests more
    assertThat(found.requests()).isLessThan(11_100 / NODES_PER_BROWSE + 20);
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void browsesOnlyWhereAPatternCanMatch() throws Exception {
    DiscoveredNodes found =
        find(OpcUaNodeSelection.under("/Objects/Plant/Hall-7").glob("*/value-?"));
    assertThat(found.nodes()).hasSize(MACHINES * VALUES);
    assertThat(found.requests()).isLessThan(10);
    assertThat(found.nodes().get(0).item().browsePath())
        .isEqualTo(
            "/Objects/nsu=urn:hall;Plant/nsu=urn:hall;Hall-7/nsu=urn:hall;Machine-0/nsu=urn:hall;value-0");
  }

  @Test
  void endsWhereReferencesGoInACircleAndNamesANodeByItsShortestPath() throws Exception {
    DiscoveredNodes found = find(OpcUaNodeSelection.under("/Objects/Oven"));
    assertThat(nodes(found)).containsExactlyInAnyOrder("oilTemperature", "oilPressure", "door");
    assertThat(found.nodes())
        .extracting(node -> node.item().browsePath().replace("nsu=urn:hall;", ""))
        .contains("/Objects/Oven/Heater/temperature");
  }

  @Test
  void findsANodeOnASecondPath() throws Exception {
    assertThat(nodes(find(OpcUaNodeSelection.under("/Objects/Annex").glob("Heater/temp*"))))
        .containsExactly("oilTemperature");
    assertThat(nodes(find(OpcUaNodeSelection.path("/Objects/Annex/Heater/Oven/door"))))
        .containsExactly("door");
  }

  @Test
  void findsTheInstancesOfAVariableTypeAndItsSubtypes() throws Exception {
    // the testbed's analog variables are AnalogUnitRangeType, a subtype
    DiscoveredNodes found =
        find(OpcUaNodeSelection.under("/Objects").ofType("AnalogItemType").glob("Oven/**"));
    assertThat(nodes(found)).containsExactlyInAnyOrder("oilTemperature", "oilPressure");
    assertThat(found.nodes()).allMatch(node -> node.byType().equals("AnalogItemType"));
    assertThat(
            nodes(
                find(
                    OpcUaNodeSelection.under("/Objects/Oven")
                        .ofType("nsu=http://opcfoundation.org/UA/;i=2368"))))
        .hasSize(2);
  }

  @Test
  void findsTheVariablesInObjectsOfAType() throws Exception {
    assertThat(
            nodes(
                find(
                    OpcUaNodeSelection.under("/Objects/Oven")
                        .ofType("nsu=urn:hall;HeaterType")
                        .glob("*/*"))))
        .containsExactlyInAnyOrder("oilTemperature", "oilPressure");
  }

  @Test
  void findsMachinesByTheMachineryFolder() throws Exception {
    DiscoveredNodes found = find(OpcUaNodeSelection.machines());
    assertThat(nodes(found)).containsExactly("state");
    assertThat(found.nodes().get(0).item().browsePath())
        .startsWith("/Objects/nsu=http://opcfoundation.org/UA/Machinery/;Machines/");
  }

  @Test
  void leavesOutWhatIsExcludedWithAllItContains() throws Exception {
    assertThat(nodes(find(OpcUaNodeSelection.under("/Objects/Oven").excluding(List.of("Heater")))))
        .containsExactly("door");
  }

  @Test
  void takesTheFirstNodesWhereThereAreMoreThanWanted() throws Exception {
    DiscoveredNodes found = find(OpcUaNodeSelection.under("/Objects/Plant").atMost(30));
    assertThat(found.nodes()).hasSize(30);
    assertThat(found.problems())
        .singleElement()
        .asString()
        .contains("More than 30 nodes fit")
        .contains("exclude what is not wanted");
  }

  @Test
  void goesNoDeeperThanWanted() throws Exception {
    assertThat(nodes(find(OpcUaNodeSelection.under("/Objects/Oven").depth(1))))
        .containsExactly("door");
  }

  @Test
  void saysWhatIsWrongWithAPath() throws Exception {
    DiscoveredNodes found =
        find(
            OpcUaNodeSelection.path("/Objects/Oven/window"),
            OpcUaNodeSelection.path("/Objects/Oven/Heater"),
            OpcUaNodeSelection.path("/Objects/Oven/door"));
    assertThat(nodes(found)).containsExactly("door");
    assertThat(found.problems()).hasSize(2);
    assertThat(found.problems().get(0)).contains("Nothing was found").contains("window");
    assertThat(found.problems().get(1)).contains("is an object, not a variable");
  }
}
