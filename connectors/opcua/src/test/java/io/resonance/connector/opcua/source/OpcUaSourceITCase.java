package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.network.TcpFaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source against a real, encrypted server: every value once, whatever happens in between. */
class OpcUaSourceITCase {

  @TempDir Path folder;

  private TestPlant plant;
  private TcpFaultProxy proxy;
  private ScheduledExecutorService production;
  private final AtomicInteger number = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    plant = new TestPlant(folder, builder -> builder);
    proxy = TcpFaultProxy.to(plant.server.port());
  }

  @AfterEach
  void stop() throws Exception {
    stopProducing();
    proxy.close();
    plant.close();
  }

  private void startProducing() {
    production = Executors.newSingleThreadScheduledExecutor();
    var unused =
        production.scheduleAtFixedRate(
            () -> plant.produce(number.incrementAndGet()), 0, 10, TimeUnit.MILLISECONDS);
  }

  private void stopProducing() throws InterruptedException {
    if (production != null) {
      production.shutdown();
      assertThat(production.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private RunningJob job() throws Exception {
    return new RunningJob(plant.source(plant.endpoint(proxy.port()).build()), new Configuration());
  }

  private void awaitValues(RunningJob job, int atLeast) {
    await().atMost(Duration.ofSeconds(20)).until(() -> job.collected.values.size() >= atLeast);
  }

  /**
   * Stops production and waits until everything produced since the first delivered value is there,
   * once.
   */
  private void assertNothingLostAndNothingTwice(RunningJob job) throws Exception {
    stopProducing();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(new HashSet<>(job.collected.values)).isEqualTo(plant.produced));
    assertThat(job.collected.values).doesNotHaveDuplicates();
  }

  @Test
  void deliversEveryValueOnceOverAnEncryptedConnection() throws Exception {
    try (RunningJob job = job()) {
      awaitConnected(job);
      startProducing();
      awaitValues(job, 300);
      assertNothingLostAndNothingTwice(job);
      assertThat(job.collected.gaps).isEmpty();
      assertThat(job.collected.descriptions)
          .filteredOn(d -> d.nodeId().endsWith("speed"))
          .singleElement()
          .satisfies(
              d -> {
                assertThat(d.unit().orElseThrow().code()).isEqualTo("RPM");
                assertThat(d.euRange()).contains(new OpcUaRange(0, 12_000));
                assertThat(d.instrumentRange()).contains(new OpcUaRange(0, 15_000));
              });
      assertThat(job.collected.descriptions)
          .filteredOn(d -> d.nodeId().endsWith("state"))
          .extracting(OpcUaItemDescription::enumTexts)
          .containsExactly(Map.of(0L, "Idle", 1L, "Busy"));
    }
  }

  @Test
  void healsAnOutageOfTheNetworkWithoutLossOrRepetition() throws Exception {
    try (RunningJob job = job()) {
      awaitConnected(job);
      startProducing();
      awaitValues(job, 150);
      proxy.cut();
      pauseOf(Duration.ofSeconds(3));
      proxy.restore();
      awaitHealed(job, OpcUaGapReason.CONNECTION_LOST);
      assertNothingLostAndNothingTwice(job);
      assertThat(phases(job)).containsExactly(OpcUaGap.Phase.OPEN, OpcUaGap.Phase.HEALED);
      assertThat(plant.server.subscriptionCount()).isEqualTo(1);
    }
  }

  @Test
  void noticesASilentNetworkAndHealsIt() throws Exception {
    try (RunningJob job = job()) {
      awaitConnected(job);
      startProducing();
      awaitValues(job, 150);
      proxy.blackhole();
      await().atMost(Duration.ofSeconds(20)).until(() -> phases(job).contains(OpcUaGap.Phase.OPEN));
      proxy.restore();
      awaitHealed(job, OpcUaGapReason.CONNECTION_LOST);
      assertNothingLostAndNothingTwice(job);
    }
  }

  @Test
  void fillsARestartOfTheServerFromItsHistory() throws Exception {
    try (RunningJob job = job()) {
      awaitConnected(job);
      startProducing();
      awaitValues(job, 150);
      plant.server.restart();
      awaitHealed(job, OpcUaGapReason.CONNECTION_LOST);
      assertNothingLostAndNothingTwice(job);
      assertThat(job.collected.backfilled).isNotEmpty();
      // said once more, for it is a new epoch
      assertThat(job.collected.descriptions).hasSize(6);
    }
  }

  @Test
  void goesOnFromTheCheckpointAfterAFailureOfTheJob() throws Exception {
    try (RunningJob job = job()) {
      awaitConnected(job);
      startProducing();
      awaitValues(job, 150);
      int before = job.collected.checkpoints.size();
      await().until(() -> job.collected.checkpoints.size() > before + 1);
      job.collected.failNow.set(true);
      await().atMost(Duration.ofSeconds(20)).until(() -> !job.collected.restores.isEmpty());
      int restored = job.collected.restores.get(0);
      assertThat(restored).isPositive();
      awaitValues(job, restored + 150);
      assertNothingLostAndNothingTwice(job);
      // the same subscription, not a new one
      assertThat(job.collected.backfilled).isEmpty();
      assertThat(plant.server.subscriptionCount()).isEqualTo(1);
    }
  }

  @Test
  void healsAnOverflownItemQueueFromTheHistory() throws Exception {
    OpcUaEndpoint shortQueue = plant.endpoint(proxy.port()).queueSize(5).build();
    try (RunningJob job = new RunningJob(plant.source(shortQueue), new Configuration())) {
      awaitConnected(job);
      plant.produce(1);
      awaitValues(job, 3);
      List<Double> burst = IntStream.range(0, 400).mapToObj(i -> 2_000.0 + i).toList();
      plant.server.overflow("speed", burst);
      awaitHealed(job, OpcUaGapReason.QUEUE_OVERFLOW);
      assertNothingLostAndNothingTwice(job);
      assertThat(job.collected.gaps)
          .filteredOn(g -> g.phase() == OpcUaGap.Phase.OPEN)
          .first()
          .satisfies(g -> assertThat(g.nodeIds()).containsExactly(plant.server.nodeId("speed")));
    }
  }

  @Test
  void asksTheHistoryWhereTheRetransmissionQueueIsTooSmall() throws Exception {
    try (RunningJob job = job()) {
      awaitConnected(job);
      startProducing();
      awaitValues(job, 150);
      int before = job.collected.checkpoints.size();
      await().until(() -> job.collected.checkpoints.size() > before + 1);
      plant.server.retransmissionQueue(0);
      proxy.cut();
      await().until(() -> phases(job).contains(OpcUaGap.Phase.OPEN));
      proxy.restore();
      awaitHealed(job, OpcUaGapReason.CONNECTION_LOST);
      assertNothingLostAndNothingTwice(job);
    }
  }

  private void awaitConnected(RunningJob job) {
    await().atMost(Duration.ofSeconds(20)).until(() -> !job.collected.descriptions.isEmpty());
  }

  private void awaitHealed(RunningJob job, OpcUaGapReason reason) {
    await()
        .atMost(Duration.ofSeconds(25))
        .untilAsserted(
            () ->
                assertThat(job.collected.gaps)
                    .anyMatch(g -> g.phase() == OpcUaGap.Phase.HEALED && g.reason() == reason));
  }

  private static List<OpcUaGap.Phase> phases(RunningJob job) {
    return job.collected.gaps.stream().map(OpcUaGap::phase).toList();
  }

  /** Lets real time pass while the fault lasts. */
  private static void pauseOf(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    await().atMost(duration.plusSeconds(5)).until(() -> System.nanoTime() > until);
  }
}
