package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.cli.local.LocalCluster;
import io.resonance.connector.mes.message.MesMessages;
import io.resonance.job.mes.MesDeliveryJob;
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.OutboxWriter;
import io.resonance.testbed.mes.SampleRecords;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the MES refused is shown, sent again and dropped, with the delivery job running. */
class ParkedCommandITCase {

  private static final int MESSAGES = 6;

  @TempDir private Path folder;
  private String plantFile;

  @Test
  void whatTheMesRefusedIsSentAgainOrDroppedByAPerson() throws Exception {
    try (RegistryProcess registry =
            new RegistryProcess(
                Path.of(System.getProperty("registry.dir")), 0, folder.resolve("registry/log"));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        SimulatedMes mes = SimulatedMes.start(SimulatedMesOptions.plain())) {
      PlantFile plant = plant(kafka.bootstrap(), registry.awaitReady().url(), mes.url());
      List<MesMessage> messages = messages();
      mes.play(FaultPlan.always(new MesFault.Rejected("unknown equipment\nE0")));
      OutboxWriter.write(plant, messages);

      try (LocalCluster cluster = new LocalCluster(new Configuration(), 1, Ports.free())) {
        var unused = cluster.start(job(plant));
        awaitList("6 parked");

        CommandRun list = run("list", "--equipment", "E1");
        assertThat(list.out()).contains("3 parked").contains("unknown equipment E0");
        assertThat(run("list", "--json").out().lines().filter(l -> l.startsWith("{"))).hasSize(6);

        String first = messages.get(0).getBodId();
        assertThat(run("show", first.substring(0, 13)).out())
            .contains(first)
            .contains("REJECTED: unknown equipment")
            .contains("<NotifyOperationsEvent");

        String dropped = messages.get(1).getBodId();
        CommandRun drop = run("drop", dropped, "--user", "zhang", "--reason", "test run");
        assertThat(drop.exitCode()).as(drop.err()).isZero();
        awaitList("5 parked");

        mes.play(FaultPlan.none());
        CommandRun replay = run("replay", "--all", "--user", "zhang", "--reason", "E0 is known");
        assertThat(replay.out()).as(replay.err()).contains("5 sent again");
        awaitList("0 parked");
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> mes.ledger().counts().accepted() == MESSAGES - 1);

        assertThat(mes.ledger().effectsOf("E0")).containsExactlyElementsOf(bodIds(messages, 0));
        assertThat(mes.ledger().effectsOf("E1"))
            .containsExactlyElementsOf(
                bodIds(messages, 1).stream().filter(id -> !id.equals(dropped)).toList());
        assertThat(run("show", dropped).err()).contains("No parked message has the BODID");
        assertThat(status(dropped)).contains("DROPPED by zhang: test run");
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(status(first))
                        .contains("REPLAYED by zhang: E0 is known")
                        .contains("\"state\":\"ACCEPTED\""));
      }
    }
  }

  private void awaitList(String count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(run("list").out()).contains(count));
  }

  /** The last line of the status topic about the message. */
  private String status(String bodId) {
    CommandRun tail =
        CommandRun.of(
            "tail", "mes-status", "--plant", plantFile, "--from-beginning", "--timeout", "3s");
    return tail.out()
        .lines()
        .filter(line -> line.contains(bodId))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("mes", "parked"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--plant", plantFile));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static StreamGraph job(PlantFile plant) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    MesDeliveryJob.compose(env, plant);
    return env.getStreamGraph();
  }

  private static List<String> bodIds(List<MesMessage> messages, int equipment) {
    return messages.stream()
        .filter(m -> m.getEquipment().equals("E" + equipment))
        .map(MesMessage::getBodId)
        .toList();
  }

  private static List<MesMessage> messages() {
    MesMessages composed = new MesMessages("parked", MesMessaging.standard());
    List<MesMessage> messages = new ArrayList<>();
    for (int n = 0; n < MESSAGES; n++) {
      messages.add(composed.compose(SampleRecords.violation("E" + n % 2, n)).orElseThrow());
    }
    return messages;
  }

  private PlantFile plant(String kafka, String registry, String mes) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("plant.yaml"),
            """
            resonance: 1
            plant: {id: parked, enterprise: Acme, site: Shenyang}
            kafka: {bootstrap: "%s", prefix: parked, partitions: 2, replication: 1}
            registry: {url: "%s"}
            mes: {url: "%s", request-timeout: 5s}
            checkpoints: {folder: checkpoints, interval: 500ms}
            mtconnect:
              agents:
                - {id: agent, url: "http://127.0.0.1:1"}
            equipment:
              - {id: M, path: M, category: machine-tool, devices: [{agent: agent}]}
            """
                .formatted(kafka, registry, mes));
    plantFile = file.toString();
    PlantFile plant = PlantFiles.load(file, new PlantVocabulary(), warning -> {});
    try (SchemaRegistry schemas = new SchemaRegistry(plant.registry())) {
      schemas.register(plant.kafka());
    }
    TopicCreation.ensure(plant.kafka());
    return plant;
  }
}
