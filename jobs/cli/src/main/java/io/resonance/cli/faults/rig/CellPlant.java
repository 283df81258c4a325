package io.resonance.cli.faults.rig;

import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Fault;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.DataGap;
import io.resonance.testbed.DemoPlantFile;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.SimulatedPlant.PlantPorts;
import io.resonance.testbed.SimulatedPlant.PlantShape;
import io.resonance.testbed.SimulatedPlant.PlantShape.History;
import io.resonance.testbed.ledger.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;

/** The machines, the topics and the books of one cell. */
final class CellPlant implements AutoCloseable {

  /** Time between checkpoints. */
  static final Duration CHECKPOINTS = Duration.ofMillis(500);

  private static final int LARGE_BUFFER = 16_384;
  // ten seconds of what the lathe says: longer than a job needs to start, shorter than the outage
  private static final int SMALL_BUFFER = 1_000;

  private final Path folder;
  private final Path pki;
  private final Diary diary;
  private final CellBooks books = new CellBooks();
  private final SimulatedPlant machines;
  private final PlantFile file;
  private final TopicReader reader;

  /**
   * Starts the machines, registers schemas, creates topics, and reads them.
   *
   * @param home of the rig, where certificates are kept from cell to cell
   * @param name of the cell's folder, and prefix of its topics
   */
  CellPlant(Path home, String name, Backbone backbone, PlantShape shape, Diary diary)
      throws Exception {
    this.folder = home.resolve(name);
    this.pki = home.resolve("pki");
    this.diary = diary;
    OpcUaOwnCertificate.ensure(
        OpcUaIdentity.selfSigned("urn:resonance:demo:client", pki.toString()));
    machines =
        SimulatedPlant.start(home.resolve("machines"), books.ledger(), PlantPorts.free(), shape);
    try {
      machines.introduce(pki);
      Files.createDirectories(folder);
      file = plantFile("plant.yaml", backbone, backbone.registryUrl());
      // the referee does not suffer from what it watches
      PlantFile ofReader = plantFile("reader.yaml", backbone, backbone.directRegistryUrl());
      try (SchemaRegistry schemas = new SchemaRegistry(file.registry())) {
        schemas.register(file.kafka());
      }
      TopicCreation.ensure(file.kafka());
      reader = TopicReader.start(ofReader, this::note);
    } catch (Exception failed) {
      machines.close();
      throw failed;
    }
  }

  private PlantFile plantFile(String name, Backbone backbone, String registry) throws IOException {
    Path written =
        new DemoPlantFile(machines, backbone.bootstrap(), registry)
            .prefix(folder.getFileName().toString())
            .pki(pki)
            .checkpointInterval(CHECKPOINTS.toMillis() + "ms")
            .checkpoints(checkpoints().toUri().toString())
            .write(folder.resolve(name));
    return PlantFiles.load(written, new PlantVocabulary(), warning -> {});
  }

  /** The plant a fault needs. */
  static PlantShape shape(Fault fault, long seed) {
    boolean forgetful =
        fault == Fault.OPCUA_RESTART_WITHOUT_HISTORY
            || fault == Fault.OPCUA_SMALL_RETRANSMISSION_QUEUE;
    return new PlantShape(
        seed,
        fault == Fault.AGENT_OVERRUN ? SMALL_BUFFER : LARGE_BUFFER,
        forgetful ? History.NONE : History.KEPT);
  }

  private void note(Topic topic, SpecificRecordBase record) {
    books.note(topic, record);
    if (topic == Topic.GAPS) {
      DataGap gap = (DataGap) record;
      diary.note(
          "gap %s of %s %s from %s to %s: %s"
              .formatted(
                  gap.getPhase(),
                  gap.getEquipment(),
                  gap.getAddress() == null ? "" : gap.getAddress(),
                  gap.getFromTimestamp(),
                  gap.getToTimestamp(),
                  gap.getDetail()));
    }
  }

  PlantFile file() {
    return file;
  }

  SimulatedPlant machines() {
    return machines;
  }

  MesBook mesBook() {
    return books.mes();
  }

  /** Folder of the checkpoints of all jobs. */
  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** Folder of the savepoints. */
  Path savepoints() {
    return folder.resolve("savepoints");
  }

  /** Makes the client trust what the servers show now. */
  void introduceAgain() throws Exception {
    machines.introduce(pki);
  }

  /** Whether every machine has been heard of with a value measured after a moment. */
  boolean heardSince(Instant moment) {
    reader.assertAlive();
    return books.heardSince(moment);
  }

  /**
   * Whether everything produced has arrived or was declared, and the MES has done all it was to.
   */
  boolean isSettled() {
    reader.assertAlive();
    return books.isSettled(machines.mes().ledger());
  }

  /** The books as they stand; what is wrong with them goes into the diary by name. */
  Account account(double recoverySeconds) {
    return books.account(machines.mes().ledger(), recoverySeconds, diary::note);
  }

  @Override
  public void close() throws IOException {
    try (machines) {
      reader.close();
    }
  }
}
