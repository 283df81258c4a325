package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the simulation of the reader does to a server, done to a real one: another client takes the
 * subscription, few Publish requests are queued, messages vanish before they are acknowledged.
 */
class OpcUaDeliveryITCase {

  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TestPlant plant;
  private OpcUaEndpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    plant = new TestPlant(folder, UnaryOperator.identity());
    endpoint = plant.endpoint(plant.server.port()).build();
  }

  @AfterEach
  void stop() throws Exception {
    plant.close();
  }

  private RunningJob job() throws Exception {
    RunningJob job = new RunningJob(plant.source(endpoint), new Configuration());
    await().atMost(WAIT).until(() -> !job.collected.descriptions.isEmpty());
    return job;
  }

  private void produce(int from, int to) {
    for (int i = from; i <= to; i++) {
      plant.produce(i);
    }
  }

  private void awaitEverythingOnce(RunningJob job) {
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertThat(new HashSet<>(job.collected.values)).isEqualTo(plant.produced));
    assertThat(job.collected.values).doesNotHaveDuplicates();
  }

  private static void awaitEveryGapHealed(RunningJob job) {
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(gaps(job, OpcUaGap.Phase.OPEN))
                    .isNotEmpty()
                    .isEqualTo(gaps(job, OpcUaGap.Phase.HEALED)));
    assertThat(phases(job)).doesNotContain(OpcUaGap.Phase.LOST);
  }

  private static Set<String> gaps(RunningJob job, OpcUaGap.Phase phase) {
    return job.collected.gaps.stream()
        .filter(gap -> gap.phase() == phase)
        .map(OpcUaGap::gapId)
        .collect(Collectors.toSet());
  }

  private static List<OpcUaGap.Phase> phases(RunningJob job) {
    return job.collected.gaps.stream().map(OpcUaGap::phase).toList();
  }

  /** Part 4, 5.14.7: the session before is told with Good_SubscriptionTransferred. */
  @Test
  void takesAStolenSubscriptionBackOnceAndThenMakesANewOne() throws Exception {
    try (RunningJob job = job();
        MiloConnector connector = new MiloConnector(plant.identity)) {
      produce(1, 50);
      awaitEverythingOnce(job);
      long ours = plant.server.subscriptionIds().get(0);
      OpcUaSubscriptionClient thief = connector.connect(endpoint, endpoint.items());
      assertThat(thief.transfer(ours)).isPresent();
      produce(51, 100);
      awaitEverythingOnce(job);
      assertThat(plant.server.subscriptionIds()).containsExactly(ours);
      awaitEveryGapHealed(job);

      assertThat(thief.transfer(ours)).isPresent();
      thief.use(ours);
      produce(101, 150);
      // the thief keeps what it is sent
      long taken = thief.publish(new long[0]).get(30, TimeUnit.SECONDS).sequence();
      var unused = thief.publish(new long[] {taken});
      produce(151, 200);
      awaitEverythingOnce(job);
      assertThat(plant.server.subscriptionIds()).hasSize(2).contains(ours);
      awaitEveryGapHealed(job);
      thief.close();
    }
  }

  /** Part 4, 5.14.5: Bad_TooManyPublishRequests. */
  @Test
  void sendsAServerAsManyPublishRequestsAsItQueues() throws Exception {
    plant.server.publishRequestQueue(2);
    try (RunningJob job = job()) {
      produce(1, 200);
      awaitEverythingOnce(job);
      int refused = plant.server.publishRequestsRefused();
      assertThat(refused).isPositive();
      produce(201, 400);
      awaitEverythingOnce(job);
      assertThat(plant.server.publishRequestsRefused()).isEqualTo(refused);
      assertThat(job.collected.gaps).isEmpty();
    }
  }

  /** Part 4, 5.14.5: availableSequenceNumbers are what the server still holds. */
  @Test
  void acknowledgesAtOnceWhereMessagesVanishAndHealsAFailureFromTheHistory() throws Exception {
    plant.server.retransmissionQueue(1);
    AtomicInteger number = new AtomicInteger();
    try (RunningJob job = job()) {
      ScheduledExecutorService production = Executors.newSingleThreadScheduledExecutor();
      try {
        var unused =
            production.scheduleAtFixedRate(
                () -> plant.produce(number.incrementAndGet()), 0, 10, TimeUnit.MILLISECONDS);
        await().atMost(WAIT).until(() -> levels(job).contains(OpcUaDeliveryLevel.HISTORY));
        assertThat(levels(job)).startsWith(OpcUaDeliveryLevel.RETRANSMISSION);
        // of items whose first value no checkpoint holds, the history cannot tell all
        int checkpoints = job.collected.checkpoints.size();
        await().atMost(WAIT).until(() -> job.collected.checkpoints.size() > checkpoints + 1);
        job.collected.failNow.set(true);
        await().atMost(WAIT).until(() -> !job.collected.restores.isEmpty());
        int restored = job.collected.values.size();
        await().atMost(WAIT).until(() -> job.collected.values.size() > restored + 300);
      } finally {
        production.shutdown();
        assertThat(production.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      }
      awaitEverythingOnce(job);
      assertThat(job.collected.backfilled).isNotEmpty();
      assertThat(phases(job)).doesNotContain(OpcUaGap.Phase.LOST);
    }
  }

  private static List<OpcUaDeliveryLevel> levels(RunningJob job) {
    return job.collected.batches.stream()
        .flatMap(batch -> batch.reports().stream())
        .map(OpcUaServerReport::level)
        .toList();
  }
}
