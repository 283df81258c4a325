package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mtconnect.source.ObservationCollector.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Watermarks of each agent by itself, and their alignment: who is ahead waits in its agent's
 * buffer, who has nothing to say holds back nobody.
 */
class MtConnectWatermarkITCase {
  private static final String FAST = "lathe-0";
  private static final String SLOW = "lathe-1";
  private static final Duration DRIFT = Duration.ofSeconds(30);
  private static final Duration LEAD = Duration.ofMinutes(10);

  private final Instant start = Instant.now();

  /** How an agent can have nothing to say. */
  private enum Silence {
    /** It sends heartbeats only. */
    HEARTBEATS,
    /** Its machine is switched off: the last it said is UNAVAILABLE. */
    UNAVAILABLE,
    /** It cannot be reached. */
    OFFLINE
  }

  private static WatermarkStrategy<MtConnectBatch> aligned() {
    return WatermarkStrategy.<MtConnectBatch>forMonotonousTimestamps()
        .withWatermarkAlignment("plant", DRIFT, Duration.ofMillis(100));
  }

  /** With one reader single agents are paused, with two a whole subtask is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pausesWhoIsAheadAndLosesNothingOfIt(int readers) throws Exception {
    Duration idle = Duration.ofSeconds(5);
    try (TestCell cell = TestCell.of(2, start.minus(LEAD));
        RunningJob job =
            new RunningJob(
                cell.source().build(),
                readers,
                aligned().withIdleness(idle),
                new Configuration())) {
      cell.awaitAll(job.collected);
      AtomicInteger cycle = new AtomicInteger();
      ScheduledExecutorService lathes = Executors.newSingleThreadScheduledExecutor();
      try {
        var unused =
            lathes.scheduleAtFixedRate(
                () -> {
                  int now = cycle.incrementAndGet();
                  cell.step(SLOW, start.minus(LEAD).plusMillis(now));
                  cell.step(FAST, start.plusMillis(now));
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        awaitSilence(job, FAST, idle.plusSeconds(1));
        int paused = job.collected.of(FAST).size();
        int others = job.collected.of(SLOW).size();
        await().atMost(TestCell.PATIENCE).until(() -> job.collected.of(SLOW).size() > others + 300);
        assertThat(job.collected.of(FAST)).hasSize(paused);
        assertThat(cell.made(FAST).size() - paused).isGreaterThan(300);
      } finally {
        lathes.shutdown();
        assertThat(lathes.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      }
      for (Duration behind = LEAD; !behind.isNegative(); behind = behind.minusSeconds(1)) {
        cell.step(SLOW, start.minus(behind).plusMillis(cycle.get()));
      }
      cell.awaitAll(job.collected);
      assertThat(job.collected.arrivals).noneMatch(Arrival::isLate);
      assertThat(job.collected.gaps).isEmpty();
    }
  }

  private static void awaitSilence(RunningJob job, String agent, Duration silence) {
    await()
        .atMost(TestCell.PATIENCE)
        .until(
            () -> {
              List<Arrival> arrivals = job.collected.of(agent);
              long last = arrivals.get(arrivals.size() - 1).arrived();
              return System.nanoTime() - last > silence.toNanos();
            });
  }

  @ParameterizedTest
  @EnumSource(Silence.class)
  void goesOnWithoutAnAgentThatSaysNothingAndTakesItsObservationsWhenItIsBack(Silence silence)
      throws Exception {
    Duration heartbeat = Duration.ofMillis(200);
    try (TestCell cell = TestCell.of(2, start.minus(LEAD.multipliedBy(8)));
        RunningJob job =
            new RunningJob(
                cell.source().build(),
                1,
                aligned().withIdleness(heartbeat.multipliedBy(5)),
                new Configuration())) {
      cell.awaitAll(job.collected);
      switch (silence) {
        case HEARTBEATS -> cell.step(SLOW, start.minus(LEAD.multipliedBy(8)));
        case UNAVAILABLE -> cell.switchOff(SLOW, start.minus(LEAD.multipliedBy(8)));
        case OFFLINE -> cell.agent(SLOW).offline();
      }
      cell.awaitAll(job.collected, FAST);
      for (int i = 7; i >= 1; i--) {
        cell.step(FAST, start.minus(LEAD.multipliedBy(i)));
        cell.awaitAll(job.collected, FAST);
      }
      awaitWatermark(cell, job, start.minus(LEAD.multipliedBy(2)));
      if (silence == Silence.OFFLINE) {
        cell.agent(SLOW).online();
      }
      for (int i = 0; i < 20; i++) {
        cell.step(SLOW, start.plusMillis(i));
        cell.step(FAST, start.plusMillis(i));
      }
      cell.awaitAll(job.collected);
    }
  }

  /** Observations show how far the watermark has come, so there must be more of them. */
  private void awaitWatermark(TestCell cell, RunningJob job, Instant least) {
    AtomicInteger more = new AtomicInteger();
    await()
        .atMost(TestCell.PATIENCE)
        .until(
            () -> {
              cell.step(FAST, start.minus(LEAD).plusMillis(more.incrementAndGet()));
              return job.collected.arrivals.stream()
                  .anyMatch(each -> each.watermark() > least.toEpochMilli());
            });
  }

  @Test
  void isNotHeldBackByASubtaskWithoutAgents() throws Exception {
    try (TestCell cell = TestCell.of(1, start.minus(LEAD.multipliedBy(8)));
        RunningJob job =
            new RunningJob(
                cell.source().build(),
                2,
                aligned().withIdleness(Duration.ofSeconds(1)),
                new Configuration())) {
      cell.awaitAll(job.collected);
      for (int i = 7; i >= 2; i--) {
        cell.step(FAST, start.minus(LEAD.multipliedBy(i)));
        cell.awaitAll(job.collected);
      }
      awaitWatermark(cell, job, start.minus(LEAD.multipliedBy(3)));
    }
  }
}
