package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mtconnect.source.ObservationCollector.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream that does not take what the source has: it waits at the agents. */
class MtConnectBackPressureITCase {

  @Test
  void leavesObservationsToTheAgentsWhileNobodyTakesThemAndTakesThisForNoLostConnection()
      throws Exception {
    try (TestCell cell = TestCell.of(3);
        RunningJob job = new RunningJob(cell.source(Duration.ofSeconds(2)).build(), 1)) {
      cell.awaitAll(job.collected);
      job.collected.taking.set(false);
      cell.stepAll(1);
      await().atMost(TestCell.PATIENCE).until(() -> job.collected.waiting.get());
      int taken = job.collected.arrivals.size();
      long stopped = System.nanoTime();
      // longer than the watchdog of the agents' connections
      await()
          .atMost(TestCell.PATIENCE)
          .until(
              () -> {
                cell.stepAll(20);
                return System.nanoTime() - stopped > Duration.ofSeconds(3).toNanos();
              });
      assertThat(job.collected.arrivals).hasSize(taken);
      job.collected.taking.set(true);
      cell.awaitAll(job.collected);
      assertThat(job.collected.gaps).isEmpty();
    }
  }

  @Test
  void servesASmallAgentWhileALargeOneHasMuchToSay() throws Exception {
    try (TestCell cell = TestCell.of(2)) {
      for (int i = 0; i < 800; i++) {
        cell.step("lathe-0", Instant.now());
      }
      for (int i = 0; i < 5; i++) {
        cell.step("lathe-1", Instant.now());
      }
      try (RunningJob job = new RunningJob(cell.source().build(), 1)) {
        cell.awaitAll(job.collected);
        List<String> order = job.collected.arrivals.stream().map(Arrival::splitId).toList();
        assertThat(order.size()).isGreaterThan(4_500);
        assertThat(order.lastIndexOf("lathe-1")).isLessThan(order.size() / 2);
      }
    }
  }
}
