package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code opcua browse} and {@code opcua read} against a real server. */
class BrowseCommandITCase {

  @TempDir Path folder;

  private SimulatedOpcUaServer server;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void start() throws Exception {
    server =
        SimulatedOpcUaServer.builder()
            .name("oven")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:oven")
            .allowSecurityNone()
            .variable(SimulatedVariable.plain("t", ValueType.DOUBLE), "Oven/temperature")
            .variable(SimulatedVariable.plain("d", ValueType.BOOLEAN), "Oven/door")
            .start();
    server.produce("t", 21.5);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void listsVariablesForPeopleAndPrograms() throws Exception {
    assertThat(execute("browse", "--under", "/Objects/Oven")).isZero();
    assertThat(out.toString())
        .contains("/Objects/Oven/temperature", "nsu=urn:oven;s=t", "2 variables");
    assertThat(execute("browse", "--glob", "Oven/t*", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("browsePath").textValue())
        .isEqualTo("/Objects/nsu=urn:oven;Oven/nsu=urn:oven;temperature");
  }

  @Test
  void readsValues() {
    assertThat(execute("read", "nsu=urn:oven;s=t")).isZero();
    assertThat(out.toString()).contains("Good", "21.5");
  }

  @Test
  void saysInOneMessageWhatIsWrong() {
    assertThat(execute("read", "nsu=urn:oven;s=window")).isEqualTo(1);
    assertThat(out.toString()).contains("Bad_NodeIdUnknown");
    assertThat(err.toString()).contains("resonance opcua browse");
    assertThat(execute("read", "ns=2;s=t")).isEqualTo(1);
    assertThat(err.toString()).contains("error: The NodeId ns=2;s=t").doesNotContain("\tat ");
    assertThat(execute("browse", "--under", "/Objects/Mill")).isEqualTo(1);
    assertThat(err.toString()).contains("Nothing was found");
  }

  private int execute(String command, String... more) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("opcua", command, server.url()));
    arguments.addAll(List.of("--security", "none", "--pki", folder.resolve("client").toString()));
    arguments.addAll(List.of(more));
    CommandLine line = Resonance.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(new String[0]));
  }
}
