package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.source.MtConnectAccess;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import io.resonance.connector.mtconnect.source.MtConnectSecret;
import io.resonance.connector.mtconnect.source.MtConnectSplitBy;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.schema.plant.PlantFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorSettingsTest {

  @TempDir Path folder;

  @Test
  void readsNodesByNodeIdByPathAndByWhereTheyAreFound() throws Exception {
    OpcUaEndpoint mill = ConnectorSettings.opcua(plant("/")).get(0);

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
    OpcUaEndpoint oven = ConnectorSettings.opcua(plant("/")).get(1);

    assertThat(oven.items()).isEmpty();
    assertThat(oven.nodes().selections()).containsExactly(OpcUaNodeSelection.under("/"));
    assertThat(oven.nodes().rebrowseInterval()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void dividesAnAgentByDeviceOnlyWhereNoEquipmentTakesSeveral() throws Exception {
    assertThat(splitBy("{agent: cell, device: mill}")).isEqualTo(MtConnectSplitBy.DEVICE);
    assertThat(splitBy("{agent: cell, device: mill}, {agent: cell, device: saw}"))
        .isEqualTo(MtConnectSplitBy.AGENT);
    assertThat(splitBy("{agent: cell}")).isEqualTo(MtConnectSplitBy.AGENT);
    assertThat(ConnectorSettings.splitBy(plant("/"), "cell")).isEqualTo(MtConnectSplitBy.AUTO);
  }

  @Test
  void reachesAnAgentAsThePlantFileSays() throws Exception {
    Path file = Files.writeString(folder.resolve("client.p12"), "not looked into here");
    Path secret = Files.writeString(folder.resolve("secret"), "open sesame");
    PlantFile plant =
        plantFolder("/")
            .replacing(
                "equipment:\n",
                """
                mtconnect:
                  agents:
                    - id: lathe
                      url: https://lathe:5001
                      token: "${file:%2$s}"
                      client-certificate: %1$s
                      client-key-password: "${file:%2$s}"
                      proxy: http://proxy:3128
                      proxy-user: plant
                      proxy-password: "${file:%2$s}"
                    - id: saw
                      url: https://saw:5001
                      client-certificate: %1$s
                      client-key: %1$s
                equipment:
                """
                    .formatted(file, secret))
            .plant();
    MtConnectSecret reference = new MtConnectSecret("${file:" + secret + "}");

    assertThat(ConnectorSettings.mtconnect(plant))
        .extracting(MtConnectAgent::access)
        .containsExactly(
            new MtConnectAccess(
                new MtConnectCredentials.Bearer(reference),
                "",
                new MtConnectAccess.Identity.Pkcs12(file.toString(), reference),
                new MtConnectAccess.Proxy.Http(
                    URI.create("http://proxy:3128"),
                    new MtConnectCredentials.Basic("plant", reference))),
            new MtConnectAccess(
                new MtConnectCredentials.Anonymous(),
                "",
                new MtConnectAccess.Identity.Pem(
                    file.toString(), file.toString(), MtConnectSecret.none()),
                new MtConnectAccess.Proxy.Direct()));
  }

  private MtConnectSplitBy splitBy(String devices) throws Exception {
    PlantFile plant =
        plantFolder("/")
            .replacing(
                "equipment:\n",
                "mtconnect: {agents: [{id: cell, url: 'http://cell:5000', split-by: device}]}\n"
                    + "equipment:\n  - {id: C1, path: C1, category: machine-tool, devices: ["
                    + devices
                    + "]}\n")
            .plant();
    return ConnectorSettings.splitBy(plant, "cell");
  }

  /** The plant file is read without the connector; both must have one mind about paths. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Objects/Mill",
        "/Objects//Mill",
        "/Objects/ Mill",
        "/Objects/&/Mill",
        "/Objects/Mill&",
        "/Objects/Mill&&",
        "/Objects/*",
        "/Objects/&*",
        "/Objects/Mi?l",
        "/Objects/2:Mill",
        "/Objects/&2:Mill",
        "/Objects/ns=2;Mill",
        "/Objects/nsu=urn:a;2:Mill",
        "/Objects/nsu=urn:a/b;Mill",
        "/Objects/nsu=urn:a",
        "/Objects/nsu=;Mill",
        "/Objects/nsu=urn:a;",
        "/Objects/nsu=urn:a;/Mill",
        "/Objects/&nsu=Mill",
        "Objects/Mill",
        "/"
      })
  void refusesThePathsThatTheConnectorRefuses(String path) throws Exception {
    if (parses(path)) {
      assertThat(ConnectorSettings.opcua(plant(path)).get(1).nodes().selections())
          .containsExactly(OpcUaNodeSelection.under(path));
    } else {
      assertThatThrownBy(() -> plant(path)).hasMessageContaining("equipment[1].discover[0].under");
    }
  }

  @Test
  void refusesASlashAtTheEndBeforeAPatternComesAfterIt() throws Exception {
    assertThatThrownBy(() -> plant("/Objects/"))
        .hasMessageContaining("The path has an empty name.");
  }

  private static boolean parses(String path) {
    try {
      OpcUaBrowsePath.parse(path);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** A mill of which nodes are named and found, and an oven of which all under a path are. */
  private PlantFolder plantFolder(String underOfOven) throws Exception {
    return new PlantFolder(
        folder,
        """
            - {id: mill, url: "opc.tcp://mill:4840", rebrowse-interval: 1m}
            - {id: oven, url: "opc.tcp://oven:4840"}
            """,
        """
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
                - {endpoint: oven, under: '%s'}
            """
            .formatted(underOfOven));
  }

  private PlantFile plant(String underOfOven) throws Exception {
    return plantFolder(underOfOven).plant();
  }
}
