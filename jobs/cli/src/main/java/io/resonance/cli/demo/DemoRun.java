package io.resonance.cli.demo;

import io.resonance.cli.local.Distribution;
import io.resonance.cli.local.LocalCluster;
import io.resonance.cli.local.PlantJobs;
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
import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.ledger.ValueLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/** Everything the demo starts, in the order it is started; closing ends it in the reverse order. */
final class DemoRun implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ValueLedger ledger = new ValueLedger();
  private final DemoCounts counts;
  private final Consumer<String> progress;
  private final Path folder;
  private SimulatedPlant plant;
  private Path plantFile;
  private LocalCluster cluster;
  private TopicReader reader;

  /**
   * @param folder where everything the demo makes is kept; emptied first
   * @param progress is told a line for each step
   */
  DemoRun(Path folder, long startedNanos, Consumer<String> progress) {
    this.folder = folder;
    this.counts = new DemoCounts(ledger, startedNanos);
    this.progress = progress;
  }

  /** Starts all of it and returns when both jobs run. */
  void start(DemoPorts ports, DemoSetting setting) throws Exception {
    requireFree(ports);
    DemoFolder.empty(folder);
    progress.accept("starting the schema registry (a process of its own) and Kafka");
    RegistryProcess registry =
        opened(
            new RegistryProcess(
                Distribution.registry(), ports.registry, folder.resolve("registry/registry.log")));
    EmbeddedKafka kafka = opened(new EmbeddedKafka(folder.resolve("kafka"), ports.kafka));
    progress.accept("starting a mill, an oven, a lathe and a MES");
    PlantPorts plantPorts = new PlantPorts(ports.mill, ports.oven, ports.agent, ports.mes);
    plant = opened(SimulatedPlant.start(folder.resolve("machines"), ledger, plantPorts));
    Path pki = folder.resolve("pki");
    OpcUaOwnCertificate.ensure(
        OpcUaIdentity.selfSigned("urn:resonance:demo:client", pki.toString()));
    plant.introduce(pki);
    registry.awaitReady();
    PlantFile file = writePlantFile(kafka, registry, setting);
    progress.accept("registering the schemas, creating the topics");
    try (SchemaRegistry schemas = new SchemaRegistry(file.registry())) {
      schemas.register(file.kafka());
    }
    TopicCreation.ensure(file.kafka());
    reader = opened(TopicReader.start(file, counts::count));
    progress.accept("starting Flink and the two jobs");
    cluster = opened(new LocalCluster(new Configuration(), PlantJobs.SLOTS, ports.web));
    new PlantJobs(file, PlantJobs.Start.FRESH).start(cluster);
  }

  private static void requireFree(DemoPorts ports) {
    Ports.require(ports.kafka, "Kafka (--kafka-port)");
    Ports.require(ports.registry, "the schema registry (--registry-port)");
    Ports.require(ports.web, "Flink's web page (--web-port)");
    Ports.require(ports.mes, "the simulated MES (--mes-port)");
    Ports.require(ports.agent, "the simulated MTConnect agent (--agent-port)");
    Ports.require(ports.mill, "the mill's OPC UA server (--mill-port)");
    Ports.require(ports.oven, "the oven's OPC UA server (--oven-port)");
  }

  private PlantFile writePlantFile(
      EmbeddedKafka kafka, RegistryProcess registry, DemoSetting setting) throws Exception {
    Path model = Distribution.conf().resolve("models/mill-condition");
    plantFile =
        new DemoPlantFile(plant, kafka.bootstrap(), registry.url())
            .guarantee(setting.guarantee())
            .checkpointInterval(setting.checkpointInterval())
            .checkpoints(folder.resolve("checkpoints").toUri().toString())
            .model(model, sha256(model.resolve("model.onnx")))
            .write(folder.resolve("plant.yaml"));
    return PlantFiles.load(
        plantFile, new PlantVocabulary(), warning -> progress.accept(warning.render()));
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  DemoCounts counts() {
    reader.assertAlive();
    return counts;
  }

  ValueLedger ledger() {
    return ledger;
  }

  SimulatedPlant plant() {
    return plant;
  }

  Path plantFile() {
    return plantFile;
  }

  String flinkPage() {
    return cluster.webPage().toString();
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception failed) {
        IOException told =
            new IOException(part.getClass().getSimpleName() + " could not be ended", failed);
        if (failure == null) {
          failure = told;
        } else {
          failure.addSuppressed(told);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
