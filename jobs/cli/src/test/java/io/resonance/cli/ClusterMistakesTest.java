package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.testbed.kafka.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in front of the cluster's commands is answered by the next step. */
class ClusterMistakesTest {

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

  @ParameterizedTest
  @CsvSource({
    "--jobmanagers, 0, --jobmanagers is 0; it must be from 1 to 100",
    "--taskmanagers, 101, --taskmanagers is 101; it must be from 1 to 100",
    "--slots, -1, --slots is -1; it must be from 1 to 100",
    "--taskmanager-memory, much, '--taskmanager-memory is ''much''; write a number with its unit'",
    "--taskmanager-memory, 300m, --taskmanager-memory 300m is too little"
  })
  void clusterStartRefusesWhatCannotRun(String option, String value, String message) {
    refused(message, "cluster", "start", "--folder", folder.toString(), option + "=" + value);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void clusterStartRefusesATakenPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      refused(port, "cluster", "start", "--folder", folder.toString(), "--web-port", port);
    }
  }

  @ParameterizedTest
  @CsvSource({"status,starts one", "stop,nothing was stopped", "kill,`resonance cluster start`"})
  void theOthersSayThatThereIsNoCluster(String command, String message) {
    if (command.equals("kill")) {
      refused(message, "cluster", command, "tm", "--folder", folder.toString());
    } else {
      refused(message, "cluster", command, "--folder", folder.toString());
    }
  }

  @Test
  void killSaysWhatCanBeKilled() {
    CommandRun run = CommandRun.of("cluster", "kill", "disk", "--folder", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("disk").containsIgnoringCase("tm");
  }

  @Test
  void aProcessFileThatCannotBeReadIsNamed() throws Exception {
    Path file = Files.createDirectories(folder.resolve("run")).resolve("jobmanager-1");
    Files.writeString(file, "nonsense");
    refused(file.toString(), "cluster", "status", "--folder", folder.toString());
  }

  @ParameterizedTest
  @CsvSource({"submit", "status", "savepoint", "upgrade"})
  void aClusterMustBeNamedProperly(String command) throws Exception {
    String plant = Files.writeString(folder.resolve("plant.yaml"), PLANT).toString();
    refused("--jobmanager is 'flink:8081'", command, "--plant", plant, "--jobmanager=flink:8081");
    refused("--flink-conf is", command, "--plant", plant, "--flink-conf", folder.toString());
    String closed = "http://127.0.0.1:" + Ports.free();
    refused(
        "name another one by --jobmanager",
        command,
        "--plant",
        plant,
        "-D",
        "rest.retry.max-attempts=0",
        "--jobmanager",
        closed);
  }

  @Test
  void rescaleRefusesAParallelismThatCannotBe() throws Exception {
    String plant = Files.writeString(folder.resolve("plant.yaml"), PLANT).toString();
    refused(
        "--parallelism is 0; it must be from 1",
        "rescale",
        "--plant",
        plant,
        "--jobmanager=http://127.0.0.1:1",
        "--parallelism=0");
  }

  @Test
  void submitRefusesTwoBeginnings() throws Exception {
    String plant = Files.writeString(folder.resolve("plant.yaml"), PLANT).toString();
    refused("exclude each other", "submit", "--plant", plant, "--fresh", "--from=file:///s");
    refused("say of which by --job", "submit", "--plant", plant, "--from=file:///s");
    refused(
        "--job is 'mes-delivery'; the jobs of this plant are: plant.",
        "submit",
        "--plant",
        plant,
        "--job=mes-delivery");
  }

  private static void refused(String message, String... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.err()).contains(message).doesNotContain("not foreseen");
    assertThat(run.exitCode()).isEqualTo(1);
  }
}
