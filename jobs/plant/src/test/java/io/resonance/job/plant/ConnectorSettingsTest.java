package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.schema.plant.PlantFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorSettingsTest {

  @TempDir Path folder;

  @Test
  void readsNodesByNodeIdByPathAndByWhereTheyAreFound() throws Exception {
    OpcUaEndpoint mill = ConnectorSettings.opcua(plant()).get(0);

    assertThat(mill.items()).extracting(OpcUaItem::nodeId).containsExactly("nsu=urn:a;s=b");
    assertThat(mill.nodes().selections())
        .containsExactly(
            OpcUaNodeSelection.path("/Objects/nsu=urn:a/b;Mill/Feed &&/&* rate"),
            OpcUaNodeSelection.under("/Objects/Mill")
                .glob("**/*Temperature")
                .ofType("AnalogItemType")
                .excluding(List.of("Service"))
                .atMost(20));
    assertThat(mill.nodes().rebrowseInterval()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void browsesAServerThatOnlyDiscoverNames() throws Exception {
    OpcUaEndpoint oven = ConnectorSettings.opcua(plant()).get(1);

    assertThat(oven.items()).isEmpty();
    assertThat(oven.nodes().selections()).containsExactly(OpcUaNodeSelection.under("/"));
    assertThat(oven.nodes().rebrowseInterval()).isEqualTo(Duration.ofMinutes(5));
  }

  private PlantFile plant() throws Exception {
    Files.createDirectories(folder.resolve("pki"));
    Path file =
        Files.writeString(
            folder.resolve("plant.yaml"),
            """
            resonance: 1
            plant: {id: p, enterprise: E, site: S}
            kafka: {bootstrap: "127.0.0.1:1", prefix: p}
            registry: {url: "http://127.0.0.1:1"}
            checkpoints: {folder: checkpoints}
            opcua:
              application-uri: urn:p
              pki: pki
              servers:
                - {id: mill, url: "opc.tcp://mill:4840", rebrowse-interval: 1m}
                - {id: oven, url: "opc.tcp://oven:4840"}
            equipment:
              - id: M1
                path: M1
                category: machine-tool
                properties:
                  - {property: spindle-speed, endpoint: mill, address: "nsu=urn:a;s=b"}
                  - {property: feed-rate, endpoint: mill, address: "/Objects/nsu=urn:a/b;Mill/Feed &&/&* rate"}
                discover:
                  - endpoint: mill
                    under: /Objects/Mill
                    glob: "**/*Temperature"
                    type: AnalogItemType
                    exclude: [Service]
                    at-most: 20
              - id: M2
                path: M2
                category: furnace
                discover:
                  - {endpoint: oven, under: /}
            """);
    return PlantFiles.load(file, new PlantVocabulary(), warning -> {});
  }
}
