package io.resonance.job.mes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.testbed.flink.FlinkProcesses;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.OutboxWriter;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a session cluster of separate processes, as `flink run` puts it there. */
class DeliveryProcessesITCase {

  private static final Path JOB_JAR =
      Path.of("target/resonance-mes-delivery-job.jar").toAbsolutePath();
  private static final int MESSAGES = 600;
  private static final int EQUIPMENTS = 6;

  @TempDir private Path folder;
  private final List<MesMessage> settled = new CopyOnWriteArrayList<>();

  @Test
  void deliversOnceAndInOrderOverTheDeathOfATaskManager() throws Exception {
    try (RegistryProcess registry =
            new RegistryProcess(
                Path.of(System.getProperty("registry.dir")), 0, folder.resolve("registry/log"));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        SimulatedMes mes = SimulatedMes.start(SimulatedMesOptions.plain());
        FlinkProcesses cluster = new FlinkProcesses(folder.resolve("flink"))) {
      mes.play(
          FaultPlan.random(
              3, 0.1, MesFault.Status.of(503), new MesFault.LostResponse(), slow(30), slow(60)));
      DeliveryPlant prepared =
          DeliveryPlant.prepare(
              folder,
              kafka.bootstrap(),
              registry.awaitReady().url(),
              "{url: \"%s\", request-timeout: 5s}".formatted(mes.url()));
      PlantFile plant = prepared.plant();
      List<MesMessage> messages = DeliveryPlant.messages(MESSAGES, EQUIPMENTS);
      OutboxWriter.write(plant, messages);

      try (TopicReader reader = TopicReader.start(plant, this::collect)) {
        cluster.startJobManager();
        Process taskManager = cluster.startTaskManager();
        cluster.submit(JOB_JAR, "--plant", prepared.file().toString());
        awaitEffects(cluster, mes, MESSAGES / 3);

        taskManager.destroyForcibly().waitFor();
        cluster.startTaskManager();
        awaitEffects(cluster, mes, MESSAGES);

        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  reader.assertAlive();
                  assertThat(settled).hasSize(MESSAGES);
                });
      }
      assertThat(settled).allMatch(m -> m.getState() == MesState.ACCEPTED);
      assertThat(settled).extracting(MesMessage::getBodId).doesNotHaveDuplicates();
      assertThat(mes.ledger().counts().orderInversions()).isZero();
      assertThat(mes.ledger().counts().invalid()).isZero();
      assertThat(cluster.logOfTaskManagers())
          .doesNotContain("NoSuchMethodError")
          .doesNotContain("NoClassDefFoundError");
    }
  }

  private static MesFault slow(int millis) {
    return new MesFault.Slow(Duration.ofMillis(millis));
  }

  private void collect(Topic topic, Object record) {
    if (topic == Topic.MES_STATUS) {
      settled.add((MesMessage) record);
    }
  }

  private static void awaitEffects(FlinkProcesses cluster, SimulatedMes mes, int count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(mes.ledger().counts().accepted())
                    .as(cluster::lastLines)
                    .isGreaterThanOrEqualTo(count));
  }
}
