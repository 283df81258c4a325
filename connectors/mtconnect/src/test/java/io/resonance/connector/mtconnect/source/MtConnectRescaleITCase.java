package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mtconnect.source.ObservationCollector.Arrival;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are stopped with a savepoint and started anew, each time on a fresh cluster. */
class MtConnectRescaleITCase {
  @TempDir Path folder;

  @Test
  void movesAgentsBetweenTwoFourAndOneSubtasksWithoutLossOrRepeat() throws Exception {
    try (TestCell cell = TestCell.of(7)) {
      MtConnectSource source = cell.source().build();
      Configuration from = new Configuration();
      for (int readers : List.of(2, 4, 1)) {
        try (RunningJob job =
            new RunningJob(source, readers, WatermarkStrategy.noWatermarks(), from)) {
          cell.stepAll(50);
          cell.awaitAll(job.collected);
          from = RunningJob.from(job.stopWithSavepoint(folder));
        }
        // the lathes go on while no job runs
        cell.stepAll(20);
      }
    }
  }

  @Test
  void dropsAgentsThatWereTakenOutAndReadsNewOnesFromTheirBuffer() throws Exception {
    WatermarkStrategy<MtConnectBatch> watermarks = WatermarkStrategy.forMonotonousTimestamps();
    try (TestCell cell = TestCell.of(3)) {
      cell.stepAll(20);
      Configuration from;
      try (RunningJob job =
          new RunningJob(
              cell.source("lathe-0", "lathe-1").build(), 2, watermarks, new Configuration())) {
        cell.awaitAll(job.collected, "lathe-0", "lathe-1");
        from = RunningJob.from(job.stopWithSavepoint(folder));
      }
      cell.stepAll(20);
      try (RunningJob job =
          new RunningJob(cell.source("lathe-1", "lathe-2").build(), 2, watermarks, from)) {
        cell.awaitAll(job.collected, "lathe-1", "lathe-2");
        assertThat(job.collected.of("lathe-0")).isEmpty();
        awaitWatermark(cell, job, "lathe-1", "lathe-2");
        // what is not read yet would come after the savepoint
        cell.awaitAll(job.collected, "lathe-1", "lathe-2");
        from = RunningJob.from(job.stopWithSavepoint(folder));
      }
      // an agent that comes back is a new one: all that its buffer holds is read
      try (RunningJob job = new RunningJob(cell.source().build(), 2, watermarks, from)) {
        await()
            .atMost(TestCell.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(keys(job.collected.of("lathe-0")))
                        .containsExactlyInAnyOrderElementsOf(cell.made("lathe-0")));
        cell.stepAll(1);
        await()
            .atMost(TestCell.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(job.collected.observations)
                        .containsAll(cell.made("lathe-1", "lathe-2")));
        assertThat(keys(job.collected.of("lathe-1")).size()).isLessThan(20);
      }
    }
  }

  /** A split that was dropped must not hold the watermark, also where nothing becomes idle. */
  private static void awaitWatermark(TestCell cell, RunningJob job, String... names) {
    Instant least = Instant.now();
    await()
        .atMost(TestCell.PATIENCE)
        .until(
            () -> {
              for (String name : names) {
                cell.step(name, Instant.now());
              }
              return job.collected.arrivals.stream()
                  .anyMatch(each -> each.watermark() >= least.toEpochMilli());
            });
  }

  private static Set<String> keys(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::key).collect(Collectors.toSet());
  }
}
