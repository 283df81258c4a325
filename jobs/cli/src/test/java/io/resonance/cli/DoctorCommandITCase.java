package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueRange;
import io.resonance.testbed.opcua.ValueType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code opcua doctor}, and {@code --server} of its siblings, against a real server. */
class DoctorCommandITCase {

  @TempDir Path folder;

  private final ScheduledExecutorService machine = Executors.newSingleThreadScheduledExecutor();
  private SimulatedOpcUaServer server;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void start() throws Exception {
    ValueRange range = new ValueRange(0, 100);
    server =
        SimulatedOpcUaServer.builder()
            .name("oven")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:oven")
            .allowSecurityNone()
            .user("operator", "secret")
            .variable(SimulatedVariable.analog("t", "CEL", "°C", range, range), "Oven/temperature")
            .variable(SimulatedVariable.plain("d", ValueType.BOOLEAN), "Oven/door")
            .start();
    server.produce("t", 21.5);
    var unused =
        machine.scheduleAtFixedRate(
            () -> server.produce("t", System.nanoTime() * 1e-9), 20, 20, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    machine.shutdownNow();
    assertThat(machine.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  @Test
  void examinesAServerForPeopleAndPrograms() throws Exception {
    assertThat(ofUrl("--security", "none", "--seconds", "3")).isZero();
    assertThat(out.toString())
        .containsPattern("OK +reachable")
        .containsPattern("WARN +security .*neither signed nor encrypted")
        .containsPattern("OK +history")
        .containsPattern("OK +delivery +Level 1")
        .containsPattern("OK +units +1 of 2 variables have a unit; 0 analog")
        .containsPattern("OK +throughput +[1-9][0-9.]* values/s, [0-9.]+ notifications/s")
        .contains("0 failures");

    assertThat(ofUrl("--security", "none", "--seconds", "0", "--json")).isZero();
    List<JsonNode> findings = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      findings.add(new ObjectMapper().readTree(line));
    }
    assertThat(findings)
        .extracting(finding -> finding.get("check").textValue())
        .containsExactly(
            "reachable",
            "security",
            "certificate",
            "user",
            "session",
            "vendor",
            "limits",
            "clock",
            "subscription",
            "nodes",
            "history",
            "transfer",
            "delivery",
            "units",
            "throughput");
  }

  @Test
  void leavesNoSubscriptionBehind() {
    assertThat(ofUrl("--security", "none", "--seconds", "1")).isZero();
    assertThat(server.subscriptionCount()).isZero();
  }

  @Test
  void saysWhereAConnectionFailsAndWhatToDo() {
    assertThat(doctor("opc.tcp://127.0.0.1:1/oven")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("FAIL +reachable")
        .contains("-> Check that the server runs", "0 ok, 0 warnings, 1 failures")
        .doesNotContain("\tat ");

    assertThat(ofUrl()).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("OK +security")
        .containsPattern("FAIL +certificate .*resonance opcua trust");

    assertThat(doctor("http://oven")).isEqualTo(1);
    assertThat(err.toString()).contains("error: The url of OPC UA endpoint cli must be opc.tcp://");
    assertThat(doctor()).isEqualTo(1);
    assertThat(err.toString()).contains("error: Which server?");
  }

  @Test
  void namesARefusedUser() throws Exception {
    trustEachOther();
    Files.writeString(folder.resolve("password"), "wrong-password");
    assertThat(ofPlant("doctor", "--seconds", "1")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("OK +certificate +Trusted")
        .containsPattern("FAIL +user .*Bad_UserAccessDenied|FAIL +user .*Bad_IdentityToken")
        .doesNotContain("wrong-password");
  }

  @Test
  void readsTheServerOfAPlantFile() throws Exception {
    trustEachOther();
    Files.writeString(folder.resolve("password"), "secret");
    assertThat(ofPlant("doctor", "--seconds", "1")).isZero();
    assertThat(out.toString())
        .containsPattern("OK +security +Uses \\S+ SignAndEncrypt")
        .containsPattern("OK +nodes +All 1 nodes of the plant file are there")
        .contains("0 failures");
    assertThat(ofPlant("browse", "--glob", "Oven/*")).isZero();
    assertThat(out.toString()).contains("2 variables");
    assertThat(ofPlant("read", "nsu=urn:oven;s=t")).isZero();
    assertThat(out.toString()).contains("Good");
    assertThat(execute("browse", "--plant", plant().toString(), "--server", "mill")).isEqualTo(1);
    assertThat(err.toString()).contains("no OPC UA server mill but [oven]");
  }

  private void trustEachOther() throws Exception {
    Path pki = folder.resolve("pki");
    Path own = OpcUaOwnCertificate.ensure(OpcUaIdentity.selfSigned("urn:p", pki.toString()));
    Files.copy(own, server.pki().resolve("trusted").resolve("client.der"));
    Files.write(
        Files.createDirectories(pki.resolve("trusted")).resolve("oven.der"),
        server.certificate().getEncoded());
  }

  private Path plant() throws Exception {
    return Files.writeString(
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
            - {id: oven, url: "%s", user: operator, password: "${file:%s}"}
        equipment:
          - id: M
            path: M
            category: machine-tool
            properties:
              - {property: spindle-speed, endpoint: oven, address: "nsu=urn:oven;s=t"}
        """
            .formatted(server.url(), folder.resolve("password")));
  }

  private int ofUrl(String... more) {
    List<String> arguments = new ArrayList<>(List.of(server.url()));
    arguments.addAll(List.of("--pki", folder.resolve("client").toString()));
    arguments.addAll(List.of(more));
    return execute("doctor", arguments.toArray(new String[0]));
  }

  /** Always with a PKI folder: the default one would be made in the working directory. */
  private int doctor(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--pki", folder.resolve("client").toString()));
    return execute("doctor", arguments.toArray(new String[0]));
  }

  private int ofPlant(String command, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--plant", plant().toString(), "--server", "oven"));
    arguments.addAll(List.of(more));
    return execute(command, arguments.toArray(new String[0]));
  }

  private int execute(String command, String... more) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("opcua", command));
    arguments.addAll(List.of(more));
    CommandLine line = Resonance.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(new String[0]));
  }
}
