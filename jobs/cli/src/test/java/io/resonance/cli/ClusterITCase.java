package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.TopicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployer's day with a cluster of processes, by the commands of the distribution. */
class ClusterITCase {

  @TempDir Path folder;

  @Test
  void carriesAPlantThroughKilledProcessesAndARescalingWithoutLoss() throws Exception {
    try (TestPlant plant = TestPlant.start(folder)) {
      try (TopicReader reader =
          TopicReader.start(
              plant.file(), (topic, record) -> LedgerEntries.book(topic, record, plant.ledger()))) {
        String port = String.valueOf(Ports.free());
        try {
          said(0, "cluster", "start", "--jobmanagers", "2", "--web-port", port);
          assertThat(said(0, "submit", "--timeout", "4m"))
              .contains("demo-plant", "starts without a checkpoint", "runs, id");
          plant.awaitValues(1);

          said(0, "cluster", "kill", "tm", "1");
          assertThat(said(1, "cluster", "status")).contains("taskmanager-1   has died");
          assertThat(said(0, "cluster", "start"))
              .contains("taskmanager-1   started", "jobmanager-2    runs already");
          plant.awaitValues(plant.valuesOfTheMill() + 100);

          said(0, "cluster", "kill", "jm", "1");
          said(0, "cluster", "kill", "tm", "2");
          said(0, "cluster", "start");
          plant.awaitValues(plant.valuesOfTheMill() + 100);

          assertThat(said(0, "rescale", "--parallelism", "2", "--timeout", "4m"))
              .contains("stops with a savepoint", "starts from file:");
          plant.awaitValues(plant.valuesOfTheMill() + 100);
          assertThat(said(0, "status")).contains("demo-plant", "RUNNING", "last failure");

          plant.stopMachines();
          await()
              .atMost(Duration.ofSeconds(90))
              .untilAsserted(
                  () -> {
                    reader.assertAlive();
                    assertThat(plant.ledger().balance().undeclared()).isEmpty();
                    assertThat(plant.ledger().balance().openGaps()).isZero();
                  });
          assertThat(plant.ledger().balance().duplicates()).isZero();
        } finally {
          said(0, "cluster", "stop");
        }
        assertThat(said(1, "cluster", "status")).contains("`resonance cluster start` starts one");
      }
    }
  }

  /** What the command says to people, which must end with this exit code. */
  private String said(int exitCode, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("target/resonance/bin/resonance").toAbsolutePath().toString());
    command.addAll(List.of(words));
    if (words[0].equals("cluster")) {
      command.addAll(List.of("--folder", folder.resolve("cluster").toString()));
    } else {
      command.addAll(
          List.of(
              "--plant",
              folder.resolve("plant.yaml").toString(),
              "--flink-conf",
              folder.resolve("cluster/conf").toString()));
    }
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("RESONANCE_LOG", folder.resolve("resonance.log").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(6, TimeUnit.MINUTES);
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
    return said;
  }
}
