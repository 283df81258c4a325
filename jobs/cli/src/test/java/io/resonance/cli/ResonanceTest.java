package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ResonanceTest {

  private static final String PLANT =
      """
      resonance: 1
      plant: {id: p, enterprise: E, site: S}
      profile: {id: mdr-profile-0.1}
      kafka: {bootstrap: "127.0.0.1:1", prefix: p, partitions: 1, replication: 1}
      registry: {url: "http://127.0.0.1:1"}
      checkpoints: {folder: checkpoints, interval: 1s}
      mtconnect:
        agents:
          - {id: agent, url: "http://127.0.0.1:1"}
      equipment:
        - {id: M, path: M, category: machine-tool, devices: [{agent: agent}]}
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "check",
        "run",
        "cluster",
        "submit",
        "status",
        "savepoint",
        "upgrade",
        "rescale",
        "schemas",
        "tail",
        "opcua",
        "mes"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: resonance " + command).contains("--verbose");
  }

  @Test
  void anUnknownOptionIsAWrongArgument() {
    assertThat(execute("tail", "values", "--form-beginning")).isEqualTo(2);
    assertThat(err.toString()).contains("--form-beginning");
  }

  @Test
  void checkAcceptsAPlantFileInOrder() throws Exception {
    assertThat(execute("check", write(PLANT).toString())).isZero();
    assertThat(out.toString())
        .contains("in order; 0 OPC UA servers, 1 MTConnect agents, 1 equipment");
  }

  @Test
  void checkReportsEveryProblemAtOnceWithItsLine() throws Exception {
    Path file =
        write(PLANT.replace("prefix: p", "prefixx: p").replace("machine-tool", "machine-tol"));
    assertThat(execute("check", file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("plant.yaml:4:")
        .contains("prefixx")
        .contains("plant.yaml:11:")
        .contains("machine-tol");
  }

  @Test
  void checkSaysThatNothingAnswersWithoutAStackTrace() throws Exception {
    assertThat(execute("check", write(PLANT).toString(), "--connect")).isEqualTo(1);
    assertThat(out.toString())
        .contains("error: Kafka at 127.0.0.1:1 does not answer")
        .contains("error: The schema registry http://127.0.0.1:1 could not be asked")
        .contains("http://127.0.0.1:1")
        .doesNotContain("\tat ");
  }

  @Test
  void runStartsNothingWhenKafkaIsDown() throws Exception {
    assertThat(execute("run", "--plant", write(PLANT).toString(), "--web-port", "0")).isEqualTo(1);
    assertThat(err.toString())
        .contains("error: Not started:")
        .contains("Kafka at 127.0.0.1:1")
        .doesNotContain("\tat ");
  }

  @Test
  void tailNamesTheTopicsThereAre() throws Exception {
    assertThat(execute("tail", "valuez", "--plant", write(PLANT).toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("There is no topic 'valuez'. The topics are values, conditions, states, gaps");
  }

  @Test
  void parkedSaysWhatItNeeds() throws Exception {
    String plant = write(PLANT).toString();

    assertThat(execute("mes", "parked")).isEqualTo(2);
    assertThat(err.toString()).contains("Say which command: list, show, replay, drop.");
    assertThat(execute("mes", "parked", "replay", "--plant", plant)).isEqualTo(2);
    assertThat(err.toString()).contains("Name the BODIDs, or say --all");
    assertThat(execute("mes", "parked", "drop", "abc", "--plant", plant)).isEqualTo(2);
    assertThat(err.toString()).contains("--reason");
    assertThat(execute("mes", "parked", "list", "--plant", plant)).isEqualTo(1);
    assertThat(err.toString())
        .contains("Kafka at 127.0.0.1:1 did not answer")
        .doesNotContain("\tat ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("no-such.yaml");
    assertThat(execute("check", missing.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("no-such.yaml");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("plant.yaml"), text);
  }

  private int execute(String... arguments) {
    CommandLine command = Resonance.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
