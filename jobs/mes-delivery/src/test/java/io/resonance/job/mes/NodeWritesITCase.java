package io.resonance.job.mes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.AuditResult;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.mes.OutboxWriter;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values go back to the machine beside the messages for the MES, and to listed nodes alone. */
@Timeout(240)
class NodeWritesITCase {

  private static final String NAMESPACE = "urn:test:machine";
  private static final Instant TIME = Instant.parse("2026-11-22T06:00:00Z");

  @TempDir private Path folder;
  private final Map<String, MesMessage> status = new ConcurrentHashMap<>();
  private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

  @Test
  void onlyListedNodesAreWrittenOnceAndInOrderAlsoByAServerThatWasDown() throws Exception {
    try (RegistryProcess registry =
            new RegistryProcess(
                Path.of(System.getProperty("registry.dir")), 0, folder.resolve("registry/log"));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        SimulatedMes mes = SimulatedMes.start(SimulatedMesOptions.plain());
        SimulatedOpcUaServer server = server()) {
      PlantFile plant = prepare(kafka, registry, mes, server);
      List<MesMessage> outbox = new ArrayList<>(DeliveryPlant.messages(4, 2));
      MesMessage on = write("lamp", true, 0);
      MesMessage off = write("lamp", false, 1);
      MesMessage forged = write("speed", false, 2);
      outbox.addAll(List.of(on, forged, off));
      server.stop();

      try (TopicReader reader = TopicReader.start(plant, this::collect);
          DeliveryMiniCluster cluster = new DeliveryMiniCluster()) {
        cluster.submit(plant);
        OutboxWriter.write(plant, outbox);
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(() -> assertThat(mes.ledger().counts().accepted()).isEqualTo(4));
        assertThat(status).as("the machine is off").doesNotContainKey(on.getBodId());

        server.start();
        awaitSettled(reader, outbox.size());
        cluster.killTaskManager();
        MesMessage again = write("lamp", true, 3);
        OutboxWriter.write(plant, List.of(again));
        awaitSettled(reader, outbox.size() + 1);
      }

      assertThat(server.writes("lamp"))
          .extracting(value -> value.value().value() + " " + value.sourceTime().getJavaInstant())
          .endsWith("true " + TIME, "false " + TIME.plusSeconds(1), "true " + TIME.plusSeconds(3));
      assertThat(server.writes("speed")).isEmpty();
      assertThat(audit)
          .filteredOn(entry -> entry.getEventId().equals(off.getBodId()))
          .first()
          .satisfies(
              entry -> {
                assertThat(entry.getType()).isEqualTo("NODE_WRITTEN");
                assertThat(entry.getEventResult()).isEqualTo(AuditResult.SUCCESS);
                assertThat(entry.getDetail()).startsWith("Violation v/1: ");
              });
      assertThat(audit)
          .filteredOn(entry -> entry.getEventResult() == AuditResult.FAILURE)
          .extracting(AuditEntry::getEventId)
          .containsOnly(forged.getBodId());
      assertThat(status.get(forged.getBodId()).getState()).isEqualTo(MesState.PARKED);
      assertThat(status.get(forged.getBodId()).getAnswer())
          .contains("s=speed of mill is not listed under `writes`");
      assertThat(letters).extracting(DeadLetter::getStage).contains("deliver-writes");
      MesMessage audited = status.get(off.getBodId());
      assertThat(audited.getState()).isEqualTo(MesState.ACCEPTED);
      assertThat(audited.getAttempts())
          .extracting(DeliveryAttempt::getOutcome)
          .last()
          .asString()
          .matches("ACCEPTED: (wrote false to|nsu=).*");
    }
  }

  private SimulatedOpcUaServer server() throws Exception {
    SimulatedOpcUaServer server =
        SimulatedOpcUaServer.builder()
            .name("mill")
            .pki(folder.resolve("server"))
            .namespaceUri(NAMESPACE)
            .allowSecurityNone()
            .variable(SimulatedVariable.plain("lamp", ValueType.BOOLEAN))
            .variable(SimulatedVariable.plain("speed", ValueType.BOOLEAN))
            .start();
    server.allowWrites("lamp");
    server.allowWrites("speed");
    return server;
  }

  private PlantFile prepare(
      EmbeddedKafka kafka, RegistryProcess registry, SimulatedMes mes, SimulatedOpcUaServer server)
      throws Exception {
    Files.createDirectory(folder.resolve("pki"));
    return DeliveryPlant.prepare(
            folder,
            kafka.bootstrap(),
            registry.awaitReady().url(),
            "{url: \"%s\"}".formatted(mes.url()),
            """
            opcua:
              application-uri: urn:test:client
              pki: pki
              servers:
                - id: mill
                  url: "%s"
                  security-mode: none
                  i-accept-no-security: true
                  writes:
                    - {record: violation, node: "%s", value: present}
            """
                .formatted(server.url(), server.nodeId("lamp")))
        .plant();
  }

  private static MesMessage write(String variable, boolean value, int second) {
    return MesMessage.newBuilder()
        .setBodId(
            UUID.nameUUIDFromBytes((variable + second).getBytes(StandardCharsets.UTF_8)).toString())
        .setEquipment("M")
        .setHierarchyScope("Acme/Shenyang/M")
        .setVerb("Write")
        .setNoun("Node")
        .setContentType("application/json")
        .setPayload(
            "{\"server\":\"mill\",\"node\":\"nsu=%s;s=%s\",\"value\":%s}"
                .formatted(NAMESPACE, variable, value))
        .setRecordType("Violation")
        .setRecordId("v/" + second)
        .setCreatedAt(TIME.plusSeconds(second))
        .setState(MesState.PENDING)
        .setAttempts(new ArrayList<>())
        .build();
  }

  private void collect(Topic topic, Object record) {
    if (topic == Topic.MES_STATUS) {
      MesMessage message = (MesMessage) record;
      status.put(message.getBodId(), message);
    } else if (topic == Topic.DEAD_LETTERS) {
      letters.add((DeadLetter) record);
    } else if (topic == Topic.AUDIT) {
      audit.add((AuditEntry) record);
    }
  }

  private void awaitSettled(TopicReader reader, int count) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              reader.assertAlive();
              assertThat(status).hasSize(count);
            });
  }
}
