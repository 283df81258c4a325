package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.testbed.opcua.MachineTool;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedOpcUaServerBuilder;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code map} against a real server. */
class MapCommandITCase {

  @TempDir Path folder;

  @Test
  void proposesAPlantFileForAServerThatPassesTheCheck() throws Exception {
    Path plant = folder.resolve("plant.yaml");
    try (SimulatedOpcUaServer server =
        SimulatedOpcUaServer.builder()
            .name("oven")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:oven")
            .allowSecurityNone()
            .variable(SimulatedVariable.plain("t", ValueType.DOUBLE), "Oven/temperature")
            .variable(SimulatedVariable.plain("d", ValueType.BOOLEAN), "Oven/door")
            .start()) {
      CommandRun run =
          CommandRun.of(
              "map",
              server.url(),
              "--no-security",
              "--out",
              plant.toString(),
              "--pki",
              folder.resolve("pki").toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
    assertThat(Files.readString(plant))
        .contains(
            "{property: \"temperature\", endpoint: server, address: \"/Objects/Oven/temperature\"}")
        .contains("/Objects/Oven/door -> x:door: no term of the profile has the name door");
    CommandRun check = CommandRun.of("check", plant.toString());
    assertThat(check.exitCode()).as("%s", check.out()).isZero();
  }

  /** OPC 40501-1 as a server has it: nothing of the machine is left out. */
  @Test
  void everyVariableOfAMachineToolIsMappedOrListedWithItsReason() throws Exception {
    Path plant = folder.resolve("machine-tool.yaml");
    SimulatedOpcUaServerBuilder machineTool =
        SimulatedOpcUaServer.builder()
            .name("machine-tool")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:vmc5")
            .allowSecurityNone();
    MachineTool.addTo(machineTool, "VMC5");
    try (SimulatedOpcUaServer server = machineTool.start()) {
      CommandRun run =
          CommandRun.of(
              "map",
              server.url(),
              "--no-security",
              "--out",
              plant.toString(),
              "--pki",
              folder.resolve("pki").toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
    List<String> lines = Files.readAllLines(plant);
    for (String full : MachineTool.browsePaths("VMC5")) {
      String path = OpcUaBrowsePath.parseFull(full).plain();
      assertThat(lines.stream().filter(line -> isMapped(line, path) || isListed(line, path)))
          .as(path)
          .hasSize(1);
    }
    CommandRun check = CommandRun.of("check", plant.toString());
    assertThat(check.exitCode()).as("%s", check.out()).isZero();
  }

  private static boolean isMapped(String line, String path) {
    return line.matches(".*\\{property: \"[a-z].*")
        && line.contains("address: \"%s\"".formatted(path));
  }

  private static boolean isListed(String line, String path) {
    return line.matches("    #   %s -> x:[^ ]+: .*[a-z].*".formatted(Pattern.quote(path)));
  }
}
