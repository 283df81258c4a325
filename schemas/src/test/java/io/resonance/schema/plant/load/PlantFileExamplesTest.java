package io.resonance.schema.plant.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.resonance.schema.plant.AgentDevice;
import io.resonance.schema.plant.ConditionSource;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.OpcUaDiscovery;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsTrust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlantFileExamplesTest {

  static final Path PLANTS = Path.of("../flink-conf/plants").toAbsolutePath().normalize();

  @Test
  void readsEverythingOfTheSmallLine() throws IOException {
    PlantFile file = load("small-line.yaml");

    assertThat(file.plant().id()).isEqualTo("shenyang");
    assertThat(file.profile().parameters()).containsOnly(entry("stale", Map.of("after", "10s")));
    assertThat(file.kafka().topic("values")).isEqualTo("acme.shenyang.values");
    assertThat(file.kafka().guarantee()).isEqualTo(KafkaTarget.Guarantee.EXACTLY_ONCE);
    assertThat(file.kafka().properties())
        .containsOnly(
            entry("security.protocol", "SASL_SSL"), entry("sasl.mechanism", "SCRAM-SHA-512"));
    assertThat(file.kafka().secretProperties())
        .containsOnly(
            entry(
                "sasl.jaas.config",
                new Secret(Secret.Scheme.FILE, "/run/secrets/resonance/kafka-jaas")));
    assertThat(file.registry().trust())
        .isEqualTo(new TlsTrust.PemFile("/etc/resonance/tls/ca.pem"));
    assertThat(file.mes())
        .isEqualTo(
            MesTarget.Http.at("https://mes.acme.example/b2mml")
                .withAccess(
                    MesAccess.open()
                        .withCredentials(
                            new Credentials.Bearer(
                                new Secret(
                                    Secret.Scheme.FILE, "/run/secrets/resonance/mes-token")))));
    assertThat(file.checkpoints().folder()).isEqualTo("s3://acme-resonance/checkpoints");
    assertThat(file.opcua().servers())
        .containsExactly(
            new OpcUaServer(
                "mill-server",
                "opc.tcp://mill-01.acme.example:4840/resonance",
                "Basic256Sha256",
                OpcUaServer.SecurityMode.SIGN_AND_ENCRYPT,
                Set.of(),
                new Credentials.UserPassword(
                    "resonance", new Secret(Secret.Scheme.ENV, "MILL_PASSWORD")),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                List.of()));
    assertThat(file.mtconnect().agents().get(0).surviveOutage()).isEqualTo(Duration.ofSeconds(30));
    assertThat(file.equipment().get(0).properties())
        .contains(
            new PropertyMapping(
                "feed-rate", "mill-server", "nsu=urn:acme:mill;s=Mill/FeedRate", "mm/min"));
    assertThat(file.equipment().get(0).conditions())
        .containsExactly(new ConditionSource("mill-server", "nsu=urn:acme:mill;s=Mill"));
    assertThat(file.equipment().get(0).discoveries())
        .containsExactly(
            new OpcUaDiscovery(
                "mill-server", "/Objects/Mill/Axes", "**", "", List.of("Service"), 50_000));
    assertThat(file.equipment().get(1).agentDevices())
        .containsExactly(new AgentDevice("lathe-agent", "Lathe"));
    assertThat(file.models().get(0).packageFolder())
        .isEqualTo(PLANTS.resolve("../models/mill-condition").normalize().toString());
  }

  @Test
  void readsTwentyServersAndTenAgents() throws IOException {
    PlantFile file = load("twenty-servers.yaml");

    assertThat(file.opcua().servers()).hasSize(20);
    assertThat(file.mtconnect().agents()).hasSize(10);
    assertThat(file.equipment()).hasSize(30);
    assertThat(file.equipment().stream().mapToInt(machine -> machine.properties().size()).sum())
        .isEqualTo(16 * 4 + 4 * 2);
  }

  @Test
  void travelsWithAJob() throws Exception {
    PlantFile file = load("small-line.yaml");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(file);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(file);
    }
  }

  private static PlantFile load(String name) throws IOException {
    Path path = PLANTS.resolve(name);
    FakeEnvironment environment =
        FakeEnvironment.ofExamples(PLANTS).put(path, Files.readAllBytes(path));
    PlantFileResult result =
        new PlantFileLoader(VocabularyCheck.acceptAll(), environment).load(path);
    assertThat(result.problems()).extracting(Problem::render).isEmpty();
    return ((PlantFileResult.Accepted) result).plantFile();
  }
}
