package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are gone from a server, and come back. */
class OpcUaGoneNodesITCase {

  @TempDir Path folder;
  private TestPlant plant;

  @BeforeEach
  void start() throws Exception {
    plant = new TestPlant(folder, b -> b);
  }

  @AfterEach
  void stop() throws Exception {
    plant.close();
  }

  private RunningJob job() throws Exception {
    return new RunningJob(
        plant.source(
            OpcUaEndpoint.builder("mill", plant.server.url())
                .publishingInterval(Duration.ofMillis(50))
                .samplingInterval(Duration.ZERO)
                .queueSize(2_000)
                .surviveOutage(Duration.ofSeconds(60))
                .select(OpcUaNodeSelection.under("/Objects/Machine"))
                .rebrowseInterval(Duration.ofMillis(300))
                .build()),
        new Configuration());
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private void awaitEverythingOnce(RunningJob job) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(new HashSet<>(values(job))).containsAll(plant.produced));
    assertThat(values(job)).doesNotHaveDuplicates();
  }

  /** Without what the server says by itself when a node is deleted. */
  private static List<String> values(RunningJob job) {
    return job.collected.values;
  }

  @Test
  void areNoLongerMonitoredAndTakenBackWhenTheyAreThereAgain() throws Exception {
    try (RunningJob job = job()) {
      eventually(() -> job.collected.descriptions.size() == 3);
      int items = plant.server.monitoredItemCount();
      for (int i = 1; i <= 50; i++) {
        plant.produce(i);
      }
      plant.server.badNode("state");
      eventually(() -> job.collected.faults.size() == 1);
      assertThat(job.collected.faults.get(0).nodeId()).isEqualTo(plant.server.nodeId("state"));
      assertThat(job.collected.faults.get(0).statusCode())
          .isEqualTo(OpcUaItemFault.NODE_ID_UNKNOWN);
      // the session that listens for changes, with two items, ends after some quiet rounds
      eventually(() -> List.of(items - 1, items - 3).contains(plant.server.monitoredItemCount()));
      awaitEverythingOnce(job);

      plant.server.restoreNode("state");
      eventually(() -> job.collected.descriptions.size() == 4);
      for (int i = 51; i <= 100; i++) {
        plant.produce(i);
      }
      awaitEverythingOnce(job);
      assertThat(job.collected.faults).hasSize(1);
      assertThat(job.collected.gaps).isEmpty();
      assertThat(plant.server.monitoredItemCount()).isIn(items, items - 2);
    }
  }

  /** The state knows that the item is not monitored, whatever became of it at the server. */
  @Test
  void areStillGoneAfterAFailure() throws Exception {
    try (RunningJob job = job()) {
      eventually(() -> job.collected.descriptions.size() == 3);
      plant.produce(1);
      plant.server.badNode("state");
      eventually(() -> job.collected.faults.size() == 1);
      int checkpoints = job.collected.checkpoints.size();
      eventually(() -> job.collected.checkpoints.size() > checkpoints + 1);
      job.collected.failNow.set(true);
      plant.server.produce("speed", 2.0);
      eventually(() -> !job.collected.restores.isEmpty());
      plant.server.restoreNode("state");
      eventually(() -> job.collected.descriptions.size() == 4);
      plant.produce(3);
      awaitEverythingOnce(job);
      assertThat(job.collected.faults).hasSize(1);
    }
  }
}
