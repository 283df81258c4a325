package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.lathe.ToolingLathe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lathe with variables, offsets, time series, conditions and tools, through everything that
 * happens to a plant: its agent's buffer overruns, the agent restarts, the job loses a TaskManager
 * and its cluster. In Kafka each observation stands once or in a gap, and sets, conditions and
 * tools end as they are at the machine.
 */
class LatheLifeITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BUFFER = 2_000;

  @TempDir Path folder;

  private final ToolingLathe lathe = new ToolingLathe(new Lathe("uuid-1", "lathe-1", 7), 11);
  private final Map<Long, Long> lastOfInstance = new TreeMap<>();
  private SimulatedAgent agent;

  @Test
  void everythingIsInKafkaOnceOrDeclaredAndEndsAsItIsAtTheMachine() throws Exception {
    LatheRecords records = new LatheRecords();
    try (SimulatedAgent started = lathe.agent().bufferSize(BUFFER).start()) {
      agent = started;
      PlantFile plant = PlantRun.load(plantFile());
      try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
        registry.register(plant.kafka());
      }
      TopicCreation.ensure(plant.kafka());
      try (TopicReader reader = TopicReader.start(plant, records::book);
          KillableJob job = new KillableJob(plant)) {
        step(40);
        lathe.mount(agent, "T99");
        step(1);
        awaitSound(reader, records);
        assertThat(records.concludedAssets()).isZero();

        // more happens than the buffer holds while the agent cannot be reached
        agent.offline();
        lathe.unmount(agent, "T99");
        step(BUFFER / 8 + 100);
        agent.online();
        step(10);
        awaitSound(reader, records);
        DataGap overrun = records.lost(GapReason.BUFFER_OVERRUN);
        assertThat(overrun.getMissing())
            .isPositive()
            .isEqualTo(overrun.getToSequence() - overrun.getFromSequence());
        // that T99 was taken out stands nowhere any more: it is missing where it was
        assertThat(records.concludedAssets()).isNotZero();

        step(20);
        job.loseTaskManager();
        step(20);
        awaitSound(reader, records);

        lastOfInstance.put(agent.instanceId(), agent.nextSequence() - 1);
        agent.restart();
        step(20);
        awaitSound(reader, records);
        DataGap restart = records.lost(GapReason.SOURCE_RESTARTED);
        assertThat(restart.getMissing()).isNull();
        assertThat(restart.getDetail()).contains("how many are missing nobody knows");

        job.loseCluster();
        step(20);
        awaitSound(reader, records);
      }
    }
  }

  private void step(int steps) {
    for (int i = 0; i < steps; i++) {
      lathe.step(agent);
    }
    lastOfInstance.put(agent.instanceId(), agent.nextSequence() - 1);
  }

  private void awaitSound(TopicReader reader, LatheRecords records) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              reader.assertAlive();
              assertThat(records.openGaps()).isEmpty();
              lastOfInstance.forEach(
                  (instance, last) ->
                      assertThat(records.missing(instance, last))
                          .as("neither received nor declared lost of %d, up to %d", instance, last)
                          .isEmpty());
              assertThat(records.set("lathe-1_vars")).isEqualTo(lathe.variables());
              assertThat(records.set("lathe-1_offsets")).isEqualTo(lathe.offsets());
              assertThat(records.activeCodes("lathe-1_system")).isEqualTo(lathe.activeCodes());
              assertThat(records.tools()).isEqualTo(lathe.tools());
            });
    assertThat(records.twice()).isEmpty();
    assertThat(records.seriesLengths()).containsOnly(ToolingLathe.SERIES);
    assertThat(records.declaredAndReceived()).isEmpty();
    assertThat(
            records.gaps().stream()
                .filter(gap -> gap.getPhase() == GapPhase.LOST)
                .map(DataGap::getReason))
        .isSubsetOf(List.of(GapReason.BUFFER_OVERRUN, GapReason.SOURCE_RESTARTED));
  }

  private Path plantFile() throws Exception {
    String text =
        """
        resonance: 1
        plant: {id: lathe-life, enterprise: Acme, site: East}
        profile: {id: mdr-profile-0.1}
        kafka: {bootstrap: "%s", prefix: lathe-life, partitions: 2, replication: 1}
        registry: {url: "%s"}
        checkpoints: {folder: "%s", interval: 500ms}
        mtconnect:
          agents:
            - {id: lathe, url: "%s", interval: 20ms, survive-outage: 10s}
        equipment:
          - id: LATHE-01
            path: LATHE-01
            category: machine-tool
            devices:
              - {agent: lathe, device: lathe-1}
        """
            .formatted(
                Backbone.bootstrap(),
                Backbone.registryUrl(),
                folder.resolve("checkpoints").toUri(),
                agent.url());
    return Files.writeString(folder.resolve("lathe-life.yaml"), text);
  }
}
