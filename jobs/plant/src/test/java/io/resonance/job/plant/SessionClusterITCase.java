package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.testbed.DemoPlantFile;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.SimulatedPlant.PlantPorts;
import io.resonance.testbed.flink.FlinkProcesses;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.ledger.ValueLedger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a session cluster of separate processes, as `flink run` puts it there. */
class SessionClusterITCase {

  private static final Path JOB_JAR = Path.of("target/resonance-plant-job.jar").toAbsolutePath();

  @TempDir Path folder;

  private final ValueLedger ledger = new ValueLedger();

  @Test
  void survivesTheDeathOfATaskManagerWithoutLossAndWithoutDuplicates() throws Exception {
    try (SimulatedPlant plant =
            SimulatedPlant.start(folder.resolve("machines"), ledger, PlantPorts.free());
        FlinkProcesses cluster = new FlinkProcesses(folder.resolve("flink"))) {
      Path file = plantFile(plant);
      PlantFile loaded = PlantRun.load(file);
      try (SchemaRegistry registry = new SchemaRegistry(loaded.registry())) {
        registry.register(loaded.kafka());
      }
      TopicCreation.ensure(loaded.kafka());
      try (TopicReader reader =
          TopicReader.start(loaded, (topic, record) -> LedgerEntries.book(topic, record, ledger))) {
        cluster.startJobManager();
        Process taskManager = cluster.startTaskManager();
        cluster.submit(JOB_JAR, "--plant", file.toString());
        awaitMore(cluster, 1);
        taskManager.destroyForcibly().waitFor();
        long before = ledger.receivedFrom(SimulatedPlant.MILL_SERVER);
        cluster.startTaskManager();
        awaitMore(cluster, before + 100);
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
      }
      assertThat(cluster.logOfTaskManagers())
          .doesNotContain("NoSuchMethodError")
          .doesNotContain("NoClassDefFoundError");
    }
  }

  private void awaitMore(FlinkProcesses cluster, long count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(ledger.receivedFrom(SimulatedPlant.MILL_SERVER))
                  .as(cluster::lastLines)
                  .isGreaterThanOrEqualTo(count);
              assertThat(ledger.receivedFrom(SimulatedPlant.OVEN_SERVER)).isPositive();
              assertThat(ledger.receivedFrom(SimulatedPlant.LATHE_AGENT)).isPositive();
            });
  }

  private Path plantFile(SimulatedPlant plant) throws Exception {
    Path pki = folder.resolve("pki");
    OpcUaOwnCertificate.ensure(
        OpcUaIdentity.selfSigned("urn:resonance:demo:client", pki.toString()));
    plant.introduce(pki);
    return new DemoPlantFile(plant, Backbone.bootstrap(), Backbone.registryUrl())
        .prefix("session")
        .checkpointInterval("500ms")
        .checkpoints(folder.resolve("checkpoints").toUri().toString())
        .write(folder.resolve("plant.yaml"));
  }
}
