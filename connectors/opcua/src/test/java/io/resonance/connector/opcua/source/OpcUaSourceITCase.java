package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.network.TcpFaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
      await()
          .until(
              () -> plant.server.subscriptionCount() == 1 && !job.collected.descriptions.isEmpty());
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
          .extracting(OpcUaItemDescription::enumStrings)
          .containsExactly(List.of("Idle", "Busy"));
    }
  }
}
