package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.lathe.LatheDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MtConnectSourceITCase {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);

  @Test
  void declaresARestartOfTheAgentAndGoesOnAtTheFirstSequenceOfTheNewInstance() throws Exception {
    try (SimulatedAgent agent = roomyAgent();
        LatheDriver driver = LatheDriver.start(lathe, agent, 4_000);
        Collected collected = Collected.from(source(agent))) {
      await().atMost(PATIENCE).until(() -> collected.sequences().size() > 500);
      long before = agent.instanceId();
      agent.restart();
      long after = agent.instanceId();
      await().atMost(PATIENCE).until(() -> collected.sequencesOf(after).size() > 500);
      driver.stop();
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequencesOf(after).size() >= last);
      assertThat(collected.sequencesOf(after)).isEqualTo(upTo(last));
      MtConnectGap lost =
          collected.gaps().stream()
              .filter(gap -> gap.reason() == MtConnectGap.Reason.AGENT_RESTARTED)
              .findFirst()
              .orElseThrow();
      assertThat(lost.phase()).isEqualTo(MtConnectGap.Phase.LOST);
      assertThat(lost.instanceIdFrom()).hasValue(before);
      assertThat(lost.instanceIdTo()).hasValue(after);
      assertThat(lost.sequenceTo()).hasValue(1);
      // A lost gap has both bounds, although nothing was observed after it yet.
      assertThat(lost.toNanos().orElseThrow()).isGreaterThan(lost.fromNanos().orElseThrow());
      // Everything before the gap was delivered, and nothing of it twice.
      assertThat(collected.sequencesOf(before))
          .isEqualTo(upTo(lost.sequenceFrom().getAsLong() - 1));
      assertThat(collected.batches().stream().filter(b -> !b.descriptions().isEmpty())).hasSize(2);
    }
  }

  @Test
  void healsTheGapOfACutConnectionWithoutLossOrRepeat() throws Exception {
    try (SimulatedAgent agent = roomyAgent();
        LatheDriver driver = LatheDriver.start(lathe, agent, 4_000);
        Collected collected = Collected.from(source(agent))) {
      for (int cut = 1; cut <= 3; cut++) {
        int wanted = cut * 400;
        await().atMost(PATIENCE).until(() -> collected.sequences().size() > wanted);
        agent.cutConnections();
      }
      await().atMost(PATIENCE).until(() -> collected.sequences().size() > 2_000);
      driver.stop();
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequences().size() >= last);
      assertThat(collected.sequences()).isEqualTo(upTo(last));
      assertThat(collected.gaps().stream().filter(g -> g.phase() == MtConnectGap.Phase.OPEN))
          .hasSizeGreaterThanOrEqualTo(2);
      assertThat(collected.gaps()).noneMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST);
      assertThat(collected.gaps().get(collected.gaps().size() - 1).phase())
          .isEqualTo(MtConnectGap.Phase.HEALED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404})
  void declaresExactlyTheObservationsThatAnOverrunBufferNoLongerHolds(int errorStatus)
      throws Exception {
    try (SimulatedAgent agent = lathe.agent().bufferSize(300).errorStatus(errorStatus).start();
        Collected collected = Collected.from(source(agent))) {
      await().atMost(PATIENCE).until(() -> !collected.sequences().isEmpty());
      agent.offline();
      Lathe other = new Lathe("uuid-1", "lathe-1", 9);
      for (int i = 0; i < 200; i++) {
        other.step(Instant.now()).forEach(agent::add);
      }
      agent.online();
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequences().contains(last));
      List<MtConnectGap> lost =
          collected.gaps().stream().filter(g -> g.phase() == MtConnectGap.Phase.LOST).toList();
      assertThat(lost).hasSize(1);
      assertThat(lost.get(0).reason()).isEqualTo(MtConnectGap.Reason.BUFFER_OVERRUN);
      assertThat(collected.sequences().size() + lost.get(0).count().orElseThrow()).isEqualTo(last);
      assertThat(lost.get(0).sequenceTo()).hasValue(last - 299);
    }
  }

  @Test
  void readsOnFromAFullBufferThatMovesFasterThanARequest() throws Exception {
    try (SimulatedAgent agent = lathe.agent().bufferSize(800).start();
        LatheDriver driver = LatheDriver.start(lathe, agent, 4_000);
        Collected collected = Collected.from(source(agent))) {
      await().atMost(PATIENCE).until(() -> collected.sequences().size() > 500);
      agent.offline();
      long wanted = agent.nextSequence() + 2_000;
      await().atMost(PATIENCE).until(() -> agent.nextSequence() > wanted);
      agent.online();
      await()
          .atMost(PATIENCE)
          .until(() -> collected.sequences().stream().anyMatch(s -> s > wanted));
      driver.stop();
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequences().contains(last));
      assertThat(collected.sequences()).isSorted().doesNotHaveDuplicates();
      long lost =
          collected.gaps().stream()
              .filter(gap -> gap.phase() == MtConnectGap.Phase.LOST)
              .mapToLong(gap -> gap.count().orElseThrow())
              .sum();
      // The first number may itself be gone when the first stream is asked for: then a gap begins.
      long before =
          collected.gaps().stream()
                  .flatMapToLong(gap -> gap.sequenceFrom().stream())
                  .reduce(collected.sequences().get(0), Math::min)
              - 1;
      assertThat(lost).isPositive();
      assertThat(before + lost + collected.sequences().size()).isEqualTo(last);
    }
  }

  @Test
  void resumesFromTheCheckpointAfterAFailure() throws Exception {
    FailOnDemand.FAILURES.set(0);
    try (SimulatedAgent agent = roomyAgent();
        LatheDriver driver = LatheDriver.start(lathe, agent, 4_000);
        Collected collected =
            Collected.from(
                source(agent), stream -> stream.map(new FailOnDemand()).uid("fail").name("fail"))) {
      for (int failure = 1; failure <= 3; failure++) {
        int wanted = failure * 500;
        await().atMost(PATIENCE).until(() -> collected.sequences().size() > wanted);
        FailOnDemand.ARMED.set(true);
        int expected = failure;
        await().atMost(PATIENCE).until(() -> FailOnDemand.FAILURES.get() >= expected);
      }
      await().atMost(PATIENCE).until(() -> collected.sequences().size() > 3_000);
      driver.stop();
      long last = agent.nextSequence() - 1;
      await().atMost(PATIENCE).until(() -> collected.sequences().size() >= last);
      assertThat(collected.sequences()).isEqualTo(upTo(last));
      assertThat(collected.gaps()).noneMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST);
    }
  }

  /** Fails once each time it is armed. */
  private static final class FailOnDemand implements MapFunction<MtConnectBatch, MtConnectBatch> {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean ARMED = new AtomicBoolean();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @Override
    public MtConnectBatch map(MtConnectBatch batch) {
      if (ARMED.compareAndSet(true, false)) {
        FAILURES.incrementAndGet();
        throw new IllegalStateException("The test asked for a failure");
      }
      return batch;
    }
  }

  @Test
  void deliversEveryObservationOfTheNistDocumentsOnce() throws Exception {
    List<Path> documents = Corpus.nist();
    Map<Long, DomObservations> expected = new HashMap<>();
    for (Path each : documents) {
      DomObservations.of(each).forEach(o -> expected.put(Long.parseLong(o.sequence()), o));
    }
    try (SimulatedAgent agent =
            SimulatedAgent.replay(documents, Corpus.path("nist-smstestbed/Devices.xml")).start();
        Collected collected = Collected.from(source(agent))) {
      await().atMost(PATIENCE).until(() -> collected.sequences().size() >= expected.size() / 2);
      agent.cutConnections();
      await().atMost(PATIENCE).until(() -> collected.sequences().size() >= expected.size());
      assertThat(collected.sequences()).isEqualTo(upTo(expected.size()));
      for (MtConnectBatch batch : collected.batches()) {
        for (int row = 0; row < batch.size(); row++) {
          DomObservations said = expected.get(batch.sequence(row));
          assertThat(batch.dataItem(row).dataItemId()).isEqualTo(said.dataItemId());
          if (batch.kind(row) == MtConnectValueKind.STRING) {
            assertThat(batch.text(row)).isEqualTo(said.text());
          }
        }
      }
    }
  }

  @Test
  void startsWithTheCurrentStateIfAsked() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start()) {
      for (int i = 0; i < 100; i++) {
        lathe.step(Instant.now()).forEach(agent::add);
      }
      long next = agent.nextSequence();
      MtConnectSource source =
          MtConnectSource.builder()
              .agent(MtConnectAgent.of("lathe-1", agent.url()).withStream(Duration.ZERO, 100))
              .start(MtConnectStart.CURRENT)
              .build();
      try (Collected collected = Collected.from(source)) {
        await().atMost(PATIENCE).until(() -> !collected.sequences().isEmpty());
        assertThat(collected.sequences()).hasSize(15).doesNotHaveDuplicates();
        lathe.step(Instant.now()).forEach(agent::add);
        await().atMost(PATIENCE).until(() -> collected.sequences().size() == 21);
        assertThat(collected.sequences()).contains(next, next + 5);
      }
    }
  }

  @Test
  void goesOnWithTheOtherAgentsWhileOneCannotBeReached() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start();
        SimulatedAgent late = new Lathe("uuid-2", "late", 1).agent().start()) {
      late.offline();
      MtConnectSource source =
          MtConnectSource.builder()
              .agent(MtConnectAgent.of("late", late.url()))
              .agent(MtConnectAgent.of("lathe-1", agent.url()))
              .reconnect(Duration.ofMillis(20), Duration.ofMillis(100))
              .build();
      try (Collected collected = Collected.from(source)) {
        await().atMost(PATIENCE).until(() -> collected.sequences().size() == 15);
        assertThat(collected.gaps())
            .singleElement()
            .satisfies(gap -> assertThat(gap.phase()).isEqualTo(MtConnectGap.Phase.OPEN))
            .satisfies(gap -> assertThat(gap.sequenceFrom()).isEmpty());
        late.online();
        await().atMost(PATIENCE).until(() -> collected.sequences().size() == 30);
        assertThat(collected.gaps()).hasSize(2);
      }
    }
  }

  // half a minute at 4,000 observations/s: nothing is lost by a machine that restarts a job slowly
  private SimulatedAgent roomyAgent() {
    return lathe.agent().bufferSize(1 << 17).start();
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  static MtConnectSource source(SimulatedAgent agent) {
    return MtConnectSource.builder()
        .agent(
            MtConnectAgent.of(agent.id(), agent.url())
                .withStream(Duration.ofMillis(10), 500)
                .withPatience(Duration.ofMillis(500), Duration.ofSeconds(10)))
        .reconnect(Duration.ofMillis(20), Duration.ofMillis(200))
        .build();
  }
}
