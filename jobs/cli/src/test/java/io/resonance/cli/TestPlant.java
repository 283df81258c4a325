package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.testbed.DemoPlantFile;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.SimulatedPlant.PlantPorts;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.ValueLedger;
import java.nio.file.Path;
import java.time.Duration;

/** Machines, Kafka and a registry with its schemas, and the plant file for them. */
final class TestPlant implements AutoCloseable {

  private final ValueLedger ledger = new ValueLedger();
  private final RegistryProcess registry;
  private final EmbeddedKafka kafka;
  private final SimulatedPlant machines;
  private final PlantFile file;

  private TestPlant(Path folder) throws Exception {
    Path installation = Path.of(System.getProperty("registry.dir"));
    registry = new RegistryProcess(installation, 0, folder.resolve("registry/log"));
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    machines = SimulatedPlant.start(folder.resolve("machines"), ledger, PlantPorts.free());
    Path pki = folder.resolve("pki");
    OpcUaOwnCertificate.ensure(
        OpcUaIdentity.selfSigned("urn:resonance:demo:client", pki.toString()));
    machines.introduce(pki);
    Path written =
        new DemoPlantFile(machines, kafka.bootstrap(), registry.awaitReady().url())
            .checkpointInterval("500ms")
            .checkpoints(folder.resolve("checkpoints").toUri().toString())
            .write(folder.resolve("plant.yaml"));
    file = PlantFiles.load(written, new PlantVocabulary(), warning -> {});
    try (SchemaRegistry schemas = new SchemaRegistry(file.registry())) {
      schemas.register(file.kafka());
    }
    TopicCreation.ensure(file.kafka());
  }

  /** Starts everything; the plant file is {@code plant.yaml} in the folder. */
  static TestPlant start(Path folder) throws Exception {
    return new TestPlant(folder);
  }

  PlantFile file() {
    return file;
  }

  ValueLedger ledger() {
    return ledger;
  }

  long valuesOfTheMill() {
    return ledger.receivedFrom(SimulatedPlant.MILL_SERVER);
  }

  /** Waits for as many values of the mill, and for some of each other machine. */
  void awaitValues(long count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(valuesOfTheMill()).isGreaterThanOrEqualTo(count);
              assertThat(ledger.receivedFrom(SimulatedPlant.OVEN_SERVER)).isPositive();
              assertThat(ledger.receivedFrom(SimulatedPlant.LATHE_AGENT)).isPositive();
            });
  }

  void stopMachines() throws java.io.IOException {
    machines.stopMachines();
  }

  @Override
  public void close() throws java.io.IOException {
    try (registry;
        kafka) {
      machines.close();
    }
  }
}
