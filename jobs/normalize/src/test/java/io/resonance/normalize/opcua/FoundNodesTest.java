package io.resonance.normalize.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.OpcUaDiscovery;
import io.resonance.schema.plant.Plant;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.PropertyMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes named by path or found under {@code discover} become properties of equipment. */
class FoundNodesTest {

  private static final String M = "/Objects/nsu=urn:m;Mill";
  private static final String S = M + "/nsu=urn:m;Spindle";

  @ParameterizedTest
  @CsvSource({
    "SpindleSpeed, spindle-speed",
    "spindleSpeed, spindle-speed",
    "spindle_speed, spindle-speed",
    "ATCTemperature, atc-temperature",
    "Zone1 Temperature, zone1-temperature"
  })
  void readsTheWordsOfABrowseName(String browseName, String words) {
    assertThat(FoundNodeNames.kebabCase(browseName)).isEqualTo(words);
  }

  @Test
  void aPropertyNamedByItsPathGetsTheValuesOfTheNodeThere() throws Exception {
    Equipment mill =
        equipment(
            "MILL",
            List.of(new PropertyMapping("feed-rate", "server", "/Objects/Mill/F", "mm/min")),
            List.of());

    assertThat(routed(plant(mill), paths(M + "/nsu=urn:m;F")))
        .containsExactly("MILL feed-rate n0 mm/min");
  }

  @Test
  void aPathWithTheNamespaceFitsNoOther() throws Exception {
    Equipment mill =
        equipment(
            "MILL",
            List.of(
                new PropertyMapping("feed-rate", "server", "/Objects/Mill/nsu=urn:m;F", "mm/min")),
            List.of());

    assertThat(routed(plant(mill), paths(M + "/nsu=urn:other;F"))).isEmpty();
  }

  @Test
  void aTermOfTheProfileIsTheNameOfAFoundNodeAndAnyOtherIsOnesOwn() throws Exception {
    assertThat(
            routed(
                plant(discovering("MILL", find("/Objects/Mill"))),
                paths(
                    M + "/nsu=urn:m;SpindleSpeed",
                    S + "/nsu=urn:m;SpindleSpeed",
                    M + "/nsu=urn:m;AxisPosition",
                    M + "/nsu=urn:m;doorOpen",
                    S + "/nsu=urn:m;raw&/Value")))
        .containsExactlyInAnyOrder(
            "MILL spindle-speed n0 ",
            "MILL spindle-speed[Spindle] n1 ",
            "MILL axis-position[AxisPosition] n2 ",
            "MILL x:doorOpen n3 ",
            "MILL x:Spindle/raw&/Value n4 ");
  }

  @Test
  void anEquipmentWithSeveralFoldersHasTheirNamesInThoseOfItsProperties() throws Exception {
    assertThat(
            routed(
                plant(discovering("MILL", find("/Objects/A"), find("/Objects/B"))),
                paths("/Objects/nsu=urn:m;A/nsu=urn:m;raw", "/Objects/nsu=urn:m;B/nsu=urn:m;raw")))
        .containsExactlyInAnyOrder("MILL x:A/raw n0 ", "MILL x:B/raw n1 ");
  }

  @Test
  void whatPropertiesNameIsNotFoundAgain() throws Exception {
    Equipment mill =
        equipment(
            "MILL",
            List.of(
                new PropertyMapping("x:one", "server", "n0", ""),
                new PropertyMapping("x:two", "server", "/Objects/Mill/SpindleLoad", "")),
            List.of(find("/Objects/Mill")));

    assertThat(
            routed(plant(mill), paths(M + "/nsu=urn:m;SpindleSpeed", M + "/nsu=urn:m;SpindleLoad")))
        .containsExactlyInAnyOrder("MILL x:one n0 ", "MILL x:two n1 ");
  }

  @Test
  void aMachineWithinALineTakesItsOwnNodes() throws Exception {
    PlantFile plant =
        plant(
            discovering("LINE", find("/Objects/Mill")),
            discovering("SPINDLE", find("/Objects/Mill/Spindle")));

    assertThat(routed(plant, paths(M + "/nsu=urn:m;raw", S + "/nsu=urn:m;raw")))
        .containsExactlyInAnyOrder("LINE x:raw n0 ", "SPINDLE x:raw n1 ");
  }

  @Test
  void whatIsExcludedOrOfUnknownPathIsNobodys() throws Exception {
    OpcUaDiscovery entry =
        new OpcUaDiscovery("server", "/Objects/Mill", "**", "", List.of("Spindle"), 10);

    assertThat(routed(plant(discovering("MILL", entry)), paths(S + "/nsu=urn:m;raw", "")))
        .isEmpty();
  }

  /** Whichever is listed first: the one whose path comes first keeps the plain name. */
  @Test
  void twoNodesOfOneNameAreToldApartByTheirPaths() throws Exception {
    PlantFile plant = plant(discovering("MILL", find("/Objects/Mill")));
    String upper = M + "/nsu=urn:m;SpindleSpeed";
    String lower = M + "/nsu=urn:m;spindleSpeed";

    List<String> one = routed(plant, paths(upper, lower));
    List<String> other = routed(plant, paths(lower, upper));

    assertThat(one.get(0)).isEqualTo("MILL spindle-speed n0 ");
    assertThat(one.get(1)).matches("MILL spindle-speed\\[spindleSpeed~[0-9a-f]{8}\\] n1 ");
    assertThat(other)
        .containsExactly(one.get(1).replace("n1", "n0"), one.get(0).replace("n0", "n1"));
  }

  @Test
  void aNodeThatGotAnotherNodeIdKeepsItsName() throws Exception {
    String path = M + "/nsu=urn:m;SpindleSpeed";

    Routed routed =
        route(
            plant(discovering("MILL", find("/Objects/Mill"))),
            values(List.of("n0"), List.of(path), 1),
            values(List.of("n9"), List.of(path), 2),
            values(List.of("n0"), List.of(M + "/nsu=urn:m;other"), 3));

    assertThat(routed.keys())
        .containsExactly("MILL spindle-speed n0 ", "MILL spindle-speed n9 ", "MILL x:other n0 ");
  }

  @Test
  void factsAndFaultsOfFoundNodesGoToTheirProperties() throws Exception {
    OpcUaItemDescription speed =
        new OpcUaItemDescription(
            "n0",
            "",
            "Speed",
            "i=11",
            Optional.empty(),
            Optional.of(new OpcUaRange(0, 10)),
            Optional.empty(),
            Map.of(),
            OptionalDouble.empty(),
            "",
            100,
            10);

    Routed routed =
        route(
            plant(discovering("MILL", find("/Objects/Mill"))),
            OpcUaBatch.builder("server", 0, List.of("n0", "n1"))
                .browsePaths(List.of(M + "/nsu=urn:m;SpindleSpeed", M + "/nsu=urn:m;raw"))
                .at(1, 1)
                .descriptions(List.of(speed))
                .faults(List.of(new OpcUaItemFault("n1", 0x80340000, "unknown")))
                .build());

    EquipmentBatch batch = routed.batches().get(0);
    assertThat(batch.facts().get(0).key().property()).isEqualTo("spindle-speed");
    assertThat(batch.gaps().get(0).getProperty()).isEqualTo("x:raw");
    assertThat(batch.gaps().get(0).getAddress()).isEqualTo("n1");
  }

  @Test
  void nodesNobodyFindsAreListedAsUnclaimed() throws Exception {
    Routed routed =
        route(
            plant(discovering("MILL", find("/Objects/Mill"))),
            values(List.of("n0"), List.of("/Objects/nsu=urn:m;Oven"), 1));

    assertThat(routed.batches()).isEmpty();
    assertThat(routed.unclaimed()).isEqualTo(1);
  }

  private static List<String> paths(String... paths) {
    return List.of(paths);
  }

  /** Equipment, property, address and unit of a value of each node, by the order of the nodes. */
  private static List<String> routed(PlantFile plant, List<String> paths) throws Exception {
    List<String> nodes = IntStream.range(0, paths.size()).mapToObj(i -> "n" + i).toList();
    return route(plant, values(nodes, paths, 1)).keys();
  }

  /** Which of two subscriptions delivers first after a restart is luck; a name must not be. */
  @Test
  void keepsTheNamesOfTwoNodesOverARestart() throws Exception {
    PlantFile plant = plant(discovering("MILL", find("/Objects/Mill")));
    OpcUaBatch lower = values(List.of("n1"), List.of(M + "/nsu=urn:m;spindleSpeed"), 1);
    OpcUaBatch upper = ofSecond(List.of("n0"), List.of(M + "/nsu=urn:m;SpindleSpeed"));
    OperatorSubtaskState checkpoint;
    List<String> before;
    try (RunningRouter router = new RunningRouter(plant)) {
      router.send(lower);
      router.send(upper);
      before = new Routed(router.out(), 0).keys();
      checkpoint = router.checkpoint();
    }
    assertThat(before.get(0)).isEqualTo("MILL spindle-speed n1 ");
    assertThat(before.get(1)).matches("MILL spindle-speed\\[SpindleSpeed~[0-9a-f]{8}\\] n0 ");
    try (RunningRouter router = new RunningRouter(plant, checkpoint)) {
      router.send(upper);
      router.send(lower);
      assertThat(new Routed(router.out(), 0).keys()).containsExactly(before.get(1), before.get(0));
    }
  }

  @Test
  void refusesNamesThatALaterReleaseWrote() {
    FoundName name = new FoundName("MILL", "spindle-speed", "n1 server");
    assertThat(name.text()).isEqualTo("1\tMILL\tspindle-speed\tn1 server");
    assertThat(FoundName.of(name.text())).isEqualTo(name);
    assertThatThrownBy(() -> FoundName.of("2\tMILL\tspindle-speed\tn1\tserver"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read by this release");
  }

  private static OpcUaBatch ofSecond(List<String> nodes, List<String> paths) {
    OpcUaColumns columns = new OpcUaColumns(1);
    columns.addDouble(0, 1, 0, 100, 100);
    return OpcUaBatch.builder("server", 1, nodes)
        .browsePaths(paths)
        .at(1, 1)
        .values(columns)
        .build();
  }

  private static OpcUaBatch values(List<String> nodes, List<String> paths, long epoch) {
    OpcUaColumns columns = new OpcUaColumns(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      columns.addDouble(i, i, 0, 100, 100);
    }
    return OpcUaBatch.builder("server", 0, nodes)
        .browsePaths(paths)
        .at(epoch, 1)
        .values(columns)
        .build();
  }

  /** What came out of the router, and how many letters about unclaimed values. */
  private record Routed(List<EquipmentBatch> batches, int unclaimed) {

    List<String> keys() {
      return batches.stream()
          .flatMap(batch -> IntStream.range(0, batch.size()).mapToObj(row -> key(batch, row)))
          .toList();
    }

    private static String key(EquipmentBatch batch, int row) {
      PropertyKey key = batch.key(batch.keyIndex(row));
      return "%s %s %s %s"
          .formatted(batch.equipment(), key.property(), key.address(), key.nativeUnit());
    }
  }

  private static Routed route(PlantFile plant, OpcUaBatch... batches) throws Exception {
    try (RunningRouter router = new RunningRouter(plant)) {
      for (OpcUaBatch batch : batches) {
        router.send(batch);
      }
      return new Routed(router.out(), router.deadLetters().size());
    }
  }

  private static OpcUaDiscovery find(String under) {
    return new OpcUaDiscovery("server", under, "**", "", List.of(), 50_000);
  }

  private static Equipment discovering(String id, OpcUaDiscovery... entries) {
    return equipment(id, List.of(), Arrays.asList(entries));
  }

  private static Equipment equipment(
      String id, List<PropertyMapping> properties, List<OpcUaDiscovery> entries) {
    return new Equipment(
        id, "Hall/" + id, "machine-tool", properties, List.of(), List.of(), entries);
  }

  private static PlantFile plant(Equipment... equipment) {
    return new PlantFile(
        new Plant("p", "Acme", "Site"),
        new ProfileReference("mdr-profile-0.1", Map.of()),
        null,
        null,
        null,
        null,
        null,
        null,
        Arrays.asList(equipment),
        List.of());
  }
}
