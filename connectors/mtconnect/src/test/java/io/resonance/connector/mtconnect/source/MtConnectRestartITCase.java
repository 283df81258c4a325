package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A JVM in which jobs come and go for a long time. */
class MtConnectRestartITCase {
  @Test
  void leavesNeitherThreadsNorConnectionsBehindAfterTenFailuresAndTenJobs() throws Exception {
    try (TestCell cell = TestCell.of(4)) {
      MtConnectSource source = cell.source().build();
      try (RunningJob job = new RunningJob(source, 2)) {
        cell.awaitAll(job.collected);
        long before = httpThreads().size();
        for (int failure = 0; failure < 10; failure++) {
          job.collected.failNow.set(true);
          cell.stepAll(5);
          await().atMost(TestCell.PATIENCE).until(() -> !job.collected.failNow.get());
          cell.awaitAll(job.collected);
        }
        awaitHttpThreads(before);
      }
      for (int run = 0; run < 10; run++) {
        try (RunningJob job = new RunningJob(source, 2)) {
          cell.awaitAll(job.collected);
        }
      }
      awaitHttpThreads(0);
    }
  }

  private static void awaitHttpThreads(long most) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              // the JDK's client ends its selector when it is no longer reachable
              System.gc();
              assertThat(httpThreads()).hasSizeLessThanOrEqualTo((int) most);
            });
  }

  private static List<String> httpThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName().toLowerCase(Locale.ROOT))
        .filter(name -> name.contains("httpclient-") || name.contains("mtconnect-"))
        .toList();
  }
}
