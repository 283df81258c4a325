package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.start.LatestCheckpoint;
import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.TopicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's own process is killed with SIGKILL and started again. */
class KilledProcessITCase {

  @TempDir Path folder;

  @Test
  void goesOnFromTheLastCheckpointWithoutLossAndWithoutDuplicates() throws Exception {
    try (TestPlant plant = TestPlant.start(folder);
        TopicReader reader =
            TopicReader.start(
                plant.file(),
                (topic, record) -> LedgerEntries.book(topic, record, plant.ledger()))) {
      Process first = run("first.log");
      awaitValues(plant, 1, first, "first.log");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  LatestCheckpoint.in(folder.resolve("checkpoints/demo-plant").toUri().toString())
                      .isPresent());
      first.destroyForcibly().waitFor();

      Process second = run("second.log");
      awaitValues(plant, plant.valuesOfTheMill() + 100, second, "second.log");
      assertThat(Files.readString(folder.resolve("second.log")))
          .contains("going on from checkpoint");
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
      second.destroyForcibly().waitFor();
    }
  }

  private void awaitValues(TestPlant plant, long count, Process process, String log)
      throws Exception {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> plant.valuesOfTheMill() >= count || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(folder.resolve(log))).isTrue();
    plant.awaitValues(count);
  }

  private Process run(String log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("target/resonance/bin/resonance").toAbsolutePath().toString(),
                "run",
                "--plant",
                folder.resolve("plant.yaml").toString(),
                "--web-port",
                String.valueOf(Ports.free()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile());
    builder.environment().put("RESONANCE_LOG", folder.resolve("resonance.log").toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-" + log));
    return process;
  }
}
