package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.job.plant.LatestCheckpoint;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.testbed.DemoPlantFile;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.SimulatedPlant.PlantPorts;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.ledger.ValueLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's own process is killed with SIGKILL and started again. */
class KilledProcessITCase {

  @TempDir Path folder;

  private final ValueLedger ledger = new ValueLedger();

  @Test
  void goesOnFromTheLastCheckpointWithoutLossAndWithoutDuplicates() throws Exception {
    Path installation = Path.of(System.getProperty("registry.dir"));
    try (RegistryProcess registry =
            new RegistryProcess(installation, 0, folder.resolve("registry/log"));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        SimulatedPlant plant =
            SimulatedPlant.start(folder.resolve("machines"), ledger, PlantPorts.free())) {
      Path file = plantFile(plant, kafka, registry.awaitReady());
      PlantFile loaded = PlantFiles.load(file, new PlantVocabulary(), warning -> {});
      try (SchemaRegistry schemas = new SchemaRegistry(loaded.registry())) {
        schemas.register(loaded.kafka());
      }
      TopicCreation.ensure(loaded.kafka());
      try (TopicReader reader =
          TopicReader.start(loaded, (topic, record) -> LedgerEntries.book(topic, record, ledger))) {
        Process first = run(file, "first.log");
        awaitValues(1, first, "first.log");
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    LatestCheckpoint.in(folder.resolve("checkpoints/demo-plant").toUri().toString())
                        .isPresent());
        first.destroyForcibly().waitFor();
        long before = ledger.receivedFrom(SimulatedPlant.MILL_SERVER);

        Process second = run(file, "second.log");
        awaitValues(before + 100, second, "second.log");
        assertThat(Files.readString(folder.resolve("second.log")))
            .contains("going on from checkpoint");
        plant.stopMachines();
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> {
                  reader.assertAlive();
                  assertThat(ledger.balance().undeclared()).isEmpty();
                  assertThat(ledger.balance().openGaps()).isZero();
                });
        assertThat(ledger.balance().duplicates()).isZero();
        second.destroyForcibly().waitFor();
      }
    }
  }

  private void awaitValues(long count, Process process, String log) {
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              assertThat(process.isAlive()).as(Files.readString(folder.resolve(log))).isTrue();
              assertThat(ledger.receivedFrom(SimulatedPlant.MILL_SERVER))
                  .isGreaterThanOrEqualTo(count);
              assertThat(ledger.receivedFrom(SimulatedPlant.OVEN_SERVER)).isPositive();
              assertThat(ledger.receivedFrom(SimulatedPlant.LATHE_AGENT)).isPositive();
            });
  }

  private Process run(Path plantFile, String log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("target/resonance/bin/resonance").toAbsolutePath().toString(),
                "run",
                "--plant",
                plantFile.toString(),
                "--web-port",
                String.valueOf(Ports.free()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile());
    builder.environment().put("RESONANCE_LOG", folder.resolve("resonance.log").toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-" + log));
    return process;
  }

  private Path plantFile(SimulatedPlant plant, EmbeddedKafka kafka, RegistryProcess registry)
      throws Exception {
    Path pki = folder.resolve("pki");
    OpcUaOwnCertificate.ensure(
        OpcUaIdentity.selfSigned("urn:resonance:demo:client", pki.toString()));
    plant.introduce(pki);
    return new DemoPlantFile(plant, kafka.bootstrap(), registry.url())
        .checkpointInterval("500ms")
        .checkpoints(folder.resolve("checkpoints").toUri().toString())
        .write(folder.resolve("plant.yaml"));
  }
}
