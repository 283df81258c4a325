package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.network.TcpFaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault of the network at each moment of a job: everything arrives, once. {@code mvn verify}
 * runs the diagonal, {@code mvn verify -Pfaults} everything, with black holes of 30 seconds.
 */
class OpcUaFaultMatrixITCase {

  private static final boolean ALL = Boolean.getBoolean("faults.all");

  /** What the network does. */
  enum Fault {
    RESET,
    BLACKHOLE,
    THROTTLE,
    /** A message is cut off in the middle: what it held never arrives. */
    TRUNCATION,
    /** A PublishResponse was sent and is lost with its connection: the server does not know. */
    LOST_RESPONSE;

    void cause(TcpFaultProxy proxy) {
      switch (this) {
        case RESET -> proxy.cut();
        case BLACKHOLE -> proxy.blackhole();
        case THROTTLE -> proxy.throttle(2_000);
        case TRUNCATION -> proxy.truncate();
        case LOST_RESPONSE -> proxy.loseAnswer();
      }
    }

    Duration lasts() {
      return this == BLACKHOLE && ALL ? Duration.ofSeconds(30) : Duration.ofSeconds(2);
    }
  }

  /** When. */
  enum Moment {
    CONNECT,
    /** The subscription was just made; the present value of every item is under way. */
    SNAPSHOT,
    STEADY,
    BARRIER_IN_FLIGHT,
    AFTER_CHECKPOINT
  }

  /** What {@code mvn verify} runs. */
  private static final Map<Fault, Moment> SMALL_CUT =
      Map.of(
          Fault.RESET, Moment.CONNECT,
          Fault.LOST_RESPONSE, Moment.SNAPSHOT,
          Fault.BLACKHOLE, Moment.STEADY,
          Fault.THROTTLE, Moment.BARRIER_IN_FLIGHT,
          Fault.TRUNCATION, Moment.AFTER_CHECKPOINT);

  @TempDir Path folder;

  private final AtomicInteger number = new AtomicInteger();

  static Stream<Arguments> cells() {
    return Arrays.stream(Fault.values())
        .flatMap(
            fault ->
                Arrays.stream(Moment.values())
                    .filter(moment -> ALL || SMALL_CUT.get(fault) == moment)
                    .map(moment -> Arguments.of(fault, moment)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void deliversEverythingOnce(Fault fault, Moment moment) throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b);
        TcpFaultProxy proxy = TcpFaultProxy.to(plant.server.port())) {
      if (moment == Moment.CONNECT) {
        fault.cause(proxy);
      }
      OpcUaEndpoint endpoint = plant.endpoint(proxy.port()).build();
      plant.produce(number.incrementAndGet());
      try (RunningJob job = new RunningJob(plant.source(endpoint), new Configuration())) {
        if (moment == Moment.CONNECT) {
          lastsFor(fault.lasts());
          proxy.restore();
        } else if (moment == Moment.SNAPSHOT) {
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(1))
              .until(() -> plant.server.subscriptionCount() > 0);
          fault.cause(proxy);
          lastsFor(fault.lasts());
          proxy.restore();
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> !job.collected.descriptions.isEmpty());
        produceDuring(plant, () -> disturb(job, proxy, fault, moment));
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> assertThat(new HashSet<>(job.collected.values)).isEqualTo(plant.produced));
        assertThat(job.collected.values).doesNotHaveDuplicates();
        // one whose making was not heard of is left to itself until its lifetime is over
        assertThat(plant.server.subscriptionCount())
            .isLessThanOrEqualTo(moment == Moment.SNAPSHOT ? 2 : 1);
      }
    }
  }

  private static void disturb(RunningJob job, TcpFaultProxy proxy, Fault fault, Moment moment) {
    int before = job.collected.values.size();
    await().atMost(Duration.ofSeconds(60)).until(() -> job.collected.values.size() > before + 100);
    switch (moment) {
      case CONNECT, SNAPSHOT -> {
        return;
      }
      case STEADY -> fault.cause(proxy);
      case BARRIER_IN_FLIGHT -> job.collected.duringCheckpoint.set(() -> fault.cause(proxy));
      case AFTER_CHECKPOINT -> job.collected.afterCheckpoint.set(() -> fault.cause(proxy));
    }
    lastsFor(fault.lasts());
    proxy.restore();
    int after = job.collected.values.size();
    await().atMost(Duration.ofSeconds(90)).until(() -> job.collected.values.size() > after + 100);
  }

  private void produceDuring(TestPlant plant, Runnable disturbance) throws InterruptedException {
    ScheduledExecutorService production = Executors.newSingleThreadScheduledExecutor();
    var unused =
        production.scheduleAtFixedRate(
            () -> plant.produce(number.incrementAndGet()), 0, 10, TimeUnit.MILLISECONDS);
    try {
      disturbance.run();
    } finally {
      production.shutdown();
      assertThat(production.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Lets real time pass while the fault lasts. */
  private static void lastsFor(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    await().atMost(duration.plusSeconds(5)).until(() -> System.nanoTime() > until);
  }
}
