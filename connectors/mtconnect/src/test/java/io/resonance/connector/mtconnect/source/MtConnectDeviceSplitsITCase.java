package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mtconnect.source.ObservationCollector.Arrival;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agent of several lathes, each a split of its own. */
class MtConnectDeviceSplitsITCase {
  @TempDir Path folder;

  private final Map<String, Lathe> lathes = new LinkedHashMap<>();
  private final TreeSet<String> made = new TreeSet<>();
  private final SimulatedAgent agent = SimulatedAgent.builder().probe(this::probe).start();

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void readsEachDeviceOnceAcrossRescalingAndADeviceThatComesLater() throws Exception {
    add("lathe-a");
    add("lathe-b");
    step(30);
    Configuration from = new Configuration();
    for (int readers : List.of(2, 3, 1)) {
      try (RunningJob job =
          new RunningJob(source(), readers, WatermarkStrategy.noWatermarks(), from)) {
        step(30);
        awaitAll(job);
        if (readers == 3) {
          add("lathe-c");
          step(10);
          awaitAll(job);
        }
        assertThat(job.collected.arrivals.stream().map(Arrival::splitId).distinct())
            .allMatch(splitId -> splitId.startsWith("cell/lathe-"));
        from = RunningJob.from(job.stopWithSavepoint(folder));
      }
      step(10);
    }
  }

  @Test
  void keepsAWatermarkForEachDevice() throws Exception {
    add("lathe-a");
    add("lathe-b");
    Instant behind = Instant.now().minus(Duration.ofHours(1));
    try (RunningJob job =
        new RunningJob(
            source(), 1, WatermarkStrategy.forMonotonousTimestamps(), new Configuration())) {
      for (int i = 0; i < 50; i++) {
        step("lathe-a", Instant.now());
        step("lathe-b", behind.plusMillis(i));
      }
      awaitAll(job);
      // as one split, what is an hour behind would be late
      assertThat(job.collected.arrivals).noneMatch(Arrival::isLate);
    }
  }

  private void awaitAll(RunningJob job) {
    await()
        .atMost(TestCell.PATIENCE)
        .untilAsserted(() -> assertThat(job.collected.observations).containsAll(made));
    assertThat(job.collected.observations).doesNotHaveDuplicates();
    assertThat(job.collected.gaps).noneMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST);
  }

  private MtConnectSource source() {
    return MtConnectSource.builder()
        .agent(
            MtConnectAgent.of("cell", agent.url())
                .withStream(Duration.ofMillis(10), 500)
                .withPatience(Duration.ofMillis(200), Duration.ofSeconds(5)),
            MtConnectSplitBy.DEVICE)
        .rediscover(Duration.ofSeconds(1))
        .reconnect(Duration.ofMillis(20), Duration.ofMillis(200))
        .build();
  }

  private synchronized void add(String name) {
    lathes.put(name, new Lathe("uuid-" + name, name, lathes.size()));
  }

  private void step(int steps) {
    for (int i = 0; i < steps; i++) {
      List.copyOf(lathes.keySet()).forEach(name -> step(name, Instant.now()));
    }
  }

  private void step(String name, Instant time) {
    lathes.get(name).step(time).stream()
        .map(agent::add)
        .forEach(
            each ->
                made.add(ObservationCollector.key("cell", agent.instanceId(), each.sequence())));
  }

  private synchronized byte[] probe(String header) {
    String devices =
        lathes.keySet().stream()
            .map(name -> "<Device id=\"%1$s\" name=\"%1$s\" uuid=\"uuid-%1$s\"/>".formatted(name))
            .collect(Collectors.joining());
    return "<MTConnectDevices><Header%s/><Devices>%s</Devices></MTConnectDevices>"
        .formatted(header, devices)
        .getBytes(StandardCharsets.UTF_8);
  }
}
