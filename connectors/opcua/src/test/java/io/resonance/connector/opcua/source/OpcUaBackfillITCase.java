package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes in which the server was away, filled from its history while the machine goes on. */
class OpcUaBackfillITCase {

  private static final Duration OUTAGE = Duration.ofMinutes(10);
  private static final Duration CYCLE = Duration.ofMillis(100);
  private static final int CYCLES = (int) OUTAGE.dividedBy(CYCLE);
  private static final int BEFORE = 50;
  private static final int VALUES_PER_HISTORY_PAGE = 1_000;

  @TempDir Path folder;

  /** One value of every variable for each cycle, at the times of the machine's clock. */
  private static void produce(TestPlant plant, Instant from, int cycles) {
    for (int i = 0; i < cycles; i++) {
      Instant time = from.plus(CYCLE.multipliedBy(i));
      plant.server.produceAt("speed", 1_000.0 + i, time);
      plant.server.produceAt("program", "O" + i / 10, time);
      plant.server.produceAt("state", i % 2, time);
    }
  }

  @Test
  void healsTenMinutesFromTheHistoryWhileTheMachineGoesOn() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b);
        RunningJob job =
            new RunningJob(
                plant.source(plant.endpoint(plant.server.port()).build()), new Configuration())) {
      CheckpointedCollector.Collected collected = job.collected;
      await().atMost(Duration.ofSeconds(60)).until(() -> !collected.descriptions.isEmpty());
      Instant outage = Instant.now().minus(OUTAGE);
      produce(plant, outage.minus(CYCLE.multipliedBy(BEFORE)), BEFORE);
      await().atMost(Duration.ofSeconds(60)).until(() -> collected.values.size() == 3 * BEFORE);

      plant.server.stop();
      produce(plant, outage, CYCLES);
      ScheduledExecutorService production = Executors.newSingleThreadScheduledExecutor();
      try {
        var unused =
            production.scheduleAtFixedRate(
                () -> plant.produce(plant.produced.size()), 0, 20, TimeUnit.MILLISECONDS);
        plant.server.start();
        awaitHealed(collected);
        awaitLiveValues(collected);
      } finally {
        production.shutdown();
        assertThat(production.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(new HashSet<>(collected.values)).hasSameSizeAs(plant.produced));
      assertEverythingOnceAndInOrder(collected, plant.produced);
      assertGapAsHistorySays(collected, outage);
      assertThat(plant.server.historyContinuations().given())
          .isGreaterThanOrEqualTo(3 * (CYCLES / VALUES_PER_HISTORY_PAGE));
      assertThat(plant.server.historyContinuations().open()).isZero();
      assertThat(plant.server.subscriptionCount()).isEqualTo(1);
    }
  }

  private static void awaitHealed(CheckpointedCollector.Collected collected) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> collected.gaps.stream().anyMatch(gap -> gap.phase() == OpcUaGap.Phase.HEALED));
  }

  /** Live values go on right after the history: nothing more is read there. */
  private static void awaitLiveValues(CheckpointedCollector.Collected collected) {
    int healed = collected.values.size();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> collected.values.size() >= healed + 3 * BEFORE);
    Set<String> fromHistory = new HashSet<>(collected.backfilled);
    assertThat(List.copyOf(collected.values).subList(healed, healed + 3 * BEFORE))
        .doesNotContainAnyElementsOf(fromHistory);
  }

  private static void assertEverythingOnceAndInOrder(
      CheckpointedCollector.Collected collected, Set<String> produced) {
    assertThat(collected.values).doesNotHaveDuplicates();
    assertThat(new HashSet<>(collected.values)).isEqualTo(produced);
    Map<String, Long> latest = new HashMap<>();
    for (String value : collected.values) {
      int at = value.lastIndexOf('@');
      long time = Long.parseLong(value.substring(at + 1));
      Long before = latest.put(value.substring(0, at), time);
      assertThat(before == null || before < time).as(value).isTrue();
    }
  }

  private static void assertGapAsHistorySays(
      CheckpointedCollector.Collected collected, Instant outage) {
    assertThat(collected.backfilled).hasSizeGreaterThanOrEqualTo(3 * CYCLES);
    List<OpcUaGap> gaps = List.copyOf(collected.gaps);
    assertThat(gaps)
        .extracting(OpcUaGap::phase)
        .containsExactly(OpcUaGap.Phase.OPEN, OpcUaGap.Phase.HEALED);
    OpcUaGap open = gaps.get(0);
    OpcUaGap healed = gaps.get(1);
    assertThat(healed.gapId()).isEqualTo(open.gapId());
    assertThat(healed.recovered()).isEqualTo(collected.backfilled.size());
    long outageNanos = TimeUnit.MILLISECONDS.toNanos(outage.toEpochMilli());
    assertThat(healed.fromNanos().orElseThrow()).isLessThan(outageNanos);
    assertThat(healed.toNanos().orElseThrow())
        .isGreaterThan(outageNanos + OUTAGE.minus(CYCLE).toNanos());
  }
}
