package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is stopped with a savepoint and started anew, each time on a fresh cluster. */
class OpcUaRescaleITCase {

  @TempDir Path folder;

  private int produced;

  private void produce(TestPlant plant, int values) {
    for (int i = 0; i < values; i++) {
      plant.produce(++produced);
    }
  }

  @Test
  void movesSubscriptionsWithoutLossAndWithoutMakingNewOnes() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      OpcUaSource source =
          plant.source(plant.endpoint(plant.server.port()).itemsPerSubscription(1).build());
      Configuration from = new Configuration();
      for (int readers : List.of(2, 4, 1)) {
        try (RunningJob job = new RunningJob(source, from, readers)) {
          if (produced == 0) {
            await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> job.collected.descriptions.size() == 3);
          }
          produce(plant, 50);
          await()
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(
                  () -> assertThat(new HashSet<>(job.collected.values)).isEqualTo(plant.produced));
          assertThat(job.collected.values).doesNotHaveDuplicates();
          assertThat(job.collected.backfilled).isEmpty();
          assertThat(plant.server.subscriptionCount()).isEqualTo(3);
          String savepoint =
              job.client
                  .stopWithSavepoint(
                      false,
                      folder.resolve("savepoints").toUri().toString(),
                      SavepointFormatType.CANONICAL)
                  .get(60, TimeUnit.SECONDS);
          from.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        // the machine goes on while no job runs
        produce(plant, 20);
      }
    }
  }
}
