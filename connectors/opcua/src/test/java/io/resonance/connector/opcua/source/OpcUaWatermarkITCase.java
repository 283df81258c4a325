package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.WatermarkCollector.Collected;
import io.resonance.connector.opcua.source.WatermarkCollector.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Watermarks of each subscription by itself, and their alignment: who is ahead waits at its server,
 * who is silent holds back nobody (FLINK-32414, FLINK-32496, FLINK-35886).
 */
class OpcUaWatermarkITCase {

  private static final Duration DRIFT = Duration.ofSeconds(30);
  private static final Duration LEAD = Duration.ofMinutes(10);
  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Instant start = Instant.now().minus(Duration.ofHours(1));

  private static WatermarkStrategy<OpcUaBatch> aligned() {
    return WatermarkStrategy.<OpcUaBatch>forMonotonousTimestamps()
        .withWatermarkAlignment("plant", DRIFT, Duration.ofMillis(100));
  }

  /** A job whose every split is one variable. */
  private static final class Job implements AutoCloseable {

    final Collected collected;
    private final JobClient client;

    Job(TestPlant plant, WatermarkStrategy<OpcUaBatch> watermarks, int readers, List<String> names)
        throws Exception {
      this(plant, watermarks, readers, names, 1);
    }

    Job(
        TestPlant plant,
        WatermarkStrategy<OpcUaBatch> watermarks,
        int readers,
        List<String> names,
        int itemsPerSubscription)
        throws Exception {
      OpcUaEndpoint.Builder endpoint =
          OpcUaEndpoint.builder("mill", plant.server.url())
              .publishingInterval(Duration.ofMillis(50))
              .samplingInterval(Duration.ZERO)
              .queueSize(9_000)
              .surviveOutage(Duration.ofSeconds(60))
              .itemsPerSubscription(itemsPerSubscription);
      names.forEach(name -> endpoint.item(plant.server.nodeId(name)));
      Configuration configuration = new Configuration();
      configuration.set(PipelineOptions.GENERIC_TYPES, false);
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(configuration);
      env.setParallelism(1);
      env.enableCheckpointing(300);
      WatermarkCollector collector = new WatermarkCollector();
      collected = collector.collected();
      env.fromSource(plant.source(endpoint.build()), watermarks, "source-opcua")
          .setParallelism(readers)
          .process(collector)
          .returns(OpcUaBatchTypeInfo.INSTANCE)
          .sinkTo(new DiscardingSink<>());
      client = env.executeAsync("opcua");
    }

    void awaitConnected(int splits) {
      await().atMost(WAIT).until(() -> collected.descriptions.size() == splits);
    }

    @Override
    public void close() throws java.io.IOException {
      try {
        client.cancel().get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new java.io.IOException("The job did not end", e);
      }
    }
  }

  private static void awaitAll(TestPlant plant, Job job) {
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertThat(new HashSet<>(job.collected.keys())).isEqualTo(plant.produced));
    assertThat(job.collected.keys()).doesNotHaveDuplicates();
    assertThat(job.collected.gaps).isEmpty();
    assertThat(job.collected.values).noneMatch(Value::isLate);
  }

  /** With one reader single splits are paused, with two a whole subtask is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pausesWhoIsAheadAndLosesNothingOfIt(int readers) throws Exception {
    // long enough that only a pause that counts as idleness makes anybody idle
    Duration idle = Duration.ofSeconds(3);
    try (TestPlant plant = new TestPlant(folder, UnaryOperator.identity());
        Job job =
            new Job(plant, aligned().withIdleness(idle), readers, List.of("speed", "state"))) {
      job.awaitConnected(2);
      String speed = plant.server.nodeId("speed");
      String state = plant.server.nodeId("state");
      AtomicInteger cycle = new AtomicInteger();
      ScheduledExecutorService production = Executors.newSingleThreadScheduledExecutor();
      try {
        var unused =
            production.scheduleAtFixedRate(
                () -> {
                  int now = cycle.incrementAndGet();
                  Instant time = start.plusMillis(now);
                  plant.server.produceAt("state", now % 2, time);
                  plant.server.produceAt("speed", (double) now, time.plus(LEAD));
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
        await().atMost(WAIT).until(() -> !job.collected.of(speed).isEmpty());
        awaitSilence(job, speed, idle.plusSeconds(1));
        int paused = job.collected.of(speed).size();
        int others = job.collected.of(state).size();
        await().atMost(WAIT).until(() -> job.collected.of(state).size() > others + 50);
        assertThat(job.collected.of(speed)).hasSize(paused);
        assertThat(cycle.get() - paused).isGreaterThan(100);
      } finally {
        production.shutdown();
        assertThat(production.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      }
      catchUp(plant, cycle.get());
      awaitAll(plant, job);
    }
  }

  private static void awaitSilence(Job job, String node, Duration silence) {
    await()
        .atMost(WAIT)
        .until(
            () -> {
              List<Value> values = job.collected.of(node);
              long last = values.get(values.size() - 1).arrived();
              return System.nanoTime() - last > silence.toNanos();
            });
  }

  /** The other one comes to where the first is, in steps below the drift. */
  private void catchUp(TestPlant plant, int cycles) {
    Instant end = start.plusMillis(cycles).plus(LEAD);
    for (Instant time = start.plusMillis(cycles);
        time.isBefore(end);
        time = time.plus(Duration.ofSeconds(1))) {
      plant.server.produceAt("state", 1, time);
    }
    plant.server.produceAt("state", 0, end);
  }

  @Test
  void goesOnWithoutAnIdleSplitAndTakesItsValuesWhenItIsBack() throws Exception {
    try (TestPlant plant = new TestPlant(folder, UnaryOperator.identity());
        Job job =
            new Job(
                plant,
                aligned().withIdleness(Duration.ofSeconds(1)),
                1,
                List.of("speed", "state"))) {
      job.awaitConnected(2);
      plant.server.produceAt("state", 1, start);
      plant.server.produceAt("speed", 0.0, start);
      awaitAll(plant, job);
      // from here on the state is silent
      for (int i = 1; i <= 5; i++) {
        plant.server.produceAt("speed", (double) i, start.plus(LEAD.multipliedBy(i)));
        awaitAll(plant, job);
      }
      List<Value> speeds = job.collected.of(plant.server.nodeId("speed"));
      assertThat(speeds.get(5).watermark()).isGreaterThan(start.plus(LEAD).toEpochMilli());

      Instant back = start.plus(LEAD.multipliedBy(5)).plusSeconds(1);
      for (int i = 0; i < 20; i++) {
        // nobody waits for an idle split, so what it says when it is back is ahead of the others
        plant.server.produceAt("state", i % 2, back.plusSeconds(1).plusMillis(i));
        plant.server.produceAt("speed", 10.0 + i, back.plusMillis(i));
      }
      awaitAll(plant, job);
    }
  }

  @Test
  void waitsForTheHistoryOfEveryItemOfASplit() throws Exception {
    WatermarkStrategy<OpcUaBatch> watermarks = WatermarkStrategy.forMonotonousTimestamps();
    List<String> names = List.of("speed", "state", "program");
    try (TestPlant plant = new TestPlant(folder, UnaryOperator.identity());
        Job job = new Job(plant, watermarks, 1, names, names.size())) {
      job.awaitConnected(names.size());
      produce(plant, start);
      awaitEverything(plant, job);
      plant.server.stop();
      for (int second = 1; second <= 600; second++) {
        produce(plant, start.plusSeconds(second));
      }
      plant.server.start();
      awaitEverything(plant, job);
      await()
          .atMost(WAIT)
          .until(
              () -> job.collected.gaps.stream().anyMatch(g -> g.phase() == OpcUaGap.Phase.HEALED));
      assertThat(job.collected.values).noneMatch(Value::isLate);

      // and it goes on when the history is read
      Instant after = start.plusSeconds(1_000);
      AtomicInteger more = new AtomicInteger();
      await()
          .atMost(WAIT)
          .until(
              () -> {
                produce(plant, after.plusSeconds(more.getAndIncrement()));
                return job.collected.values.stream()
                    .anyMatch(value -> value.watermark() >= after.toEpochMilli() - 1);
              });
      assertThat(job.collected.values).noneMatch(Value::isLate);
    }
  }

  private static void produce(TestPlant plant, Instant time) {
    plant.server.produceAt("speed", (double) time.getEpochSecond(), time);
    plant.server.produceAt("state", 1, time);
    plant.server.produceAt("program", "O1", time);
  }

  private static void awaitEverything(TestPlant plant, Job job) {
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> assertThat(new HashSet<>(job.collected.keys())).isEqualTo(plant.produced));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isNotHeldBackByASubtaskWithoutSplits(boolean idleness) throws Exception {
    WatermarkStrategy<OpcUaBatch> watermarks =
        idleness ? aligned().withIdleness(Duration.ofSeconds(1)) : aligned();
    try (TestPlant plant = new TestPlant(folder, UnaryOperator.identity());
        Job job = new Job(plant, watermarks, 2, List.of("speed"))) {
      job.awaitConnected(1);
      for (int i = 0; i < 8; i++) {
        plant.server.produceAt("speed", (double) i, start.plus(LEAD.multipliedBy(i)));
        awaitAll(plant, job);
      }
      if (idleness) {
        awaitWatermark(plant, job, start.plus(LEAD));
      }
    }
  }

  /** Values show how far the watermark has come, so there must be more of them. */
  private void awaitWatermark(TestPlant plant, Job job, Instant least) {
    AtomicInteger more = new AtomicInteger(8);
    await()
        .atMost(WAIT)
        .until(
            () -> {
              int i = more.incrementAndGet();
              plant.server.produceAt(
                  "speed", (double) i, start.plus(LEAD.multipliedBy(8)).plusMillis(i));
              return job.collected.values.stream()
                  .anyMatch(value -> value.watermark() > least.toEpochMilli());
            });
  }
}
