package io.resonance.connector.mtconnect.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.resonance.connector.mtconnect.client.watch.AgentMeter;
import io.resonance.connector.mtconnect.client.watch.BufferWatch;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MtConnectMetricTest {
  private final Recording group = new Recording();
  private final MtConnectReaderMetrics metrics =
      new MtConnectReaderMetrics(group, MtConnectAgentSplit.unread("lathe-1"));

  @Test
  void isPrintedInTheReadme() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(MtConnectMetric.table());
  }

  @Test
  void isRegisteredUnderTheKeyThatIsPrinted() {
    assertThat(group.values.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MtConnectMetric.values()).map(MtConnectMetric::key).toList());
  }

  @Test
  void countsWhatHappens() {
    metrics.chunk(7);
    metrics.chunk(0);
    metrics.gap(5);
    metrics.reconnect();
    metrics.modelChanged();
    assertThat(value("observations")).isEqualTo(7);
    assertThat(value("documents")).isEqualTo(2);
    assertThat(value("gaps")).isEqualTo(1);
    assertThat(value("lost")).isEqualTo(5);
    assertThat(value("reconnects")).isEqualTo(1);
    assertThat(value("deviceModelChanges")).isEqualTo(1);
  }

  @Test
  void tellsOfBufferClockLevelAndCertificate() {
    assertThat(value("deliveryLevel")).isZero();
    assertThat(value("serverCertificateDaysLeft")).isNaN();
    assertThat(value("bufferShareUsed")).isNaN();

    metrics.buffer(new BufferWatch.State(500, 1_000, 10));
    metrics.created(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() + 60_000));
    metrics.certificate(Instant.now().plus(Duration.ofDays(30)));
    metrics.way(AgentMeter.Way.POLLED);
    assertThat(value("lagSequences")).isEqualTo(500);
    assertThat(value("bufferShareUsed")).isEqualTo(0.5);
    assertThat(value("bufferSecondsLeft")).isEqualTo(50);
    assertThat(value("agentObservationsPerSecond")).isEqualTo(10);
    assertThat(value("clockSkewMillis")).isCloseTo(60_000, within(5_000.0));
    assertThat(value("serverCertificateDaysLeft")).isCloseTo(30, within(0.1));
    assertThat(value("deliveryLevel")).isEqualTo(2);

    metrics.created(0);
    assertThat(value("clockSkewMillis")).as("no creationTime").isGreaterThan(50_000);
  }

  private double value(String name) {
    Object metric = group.values.get(name);
    return metric instanceof Counter counter
        ? counter.getCount()
        : ((Number) ((Gauge<?>) metric).getValue()).doubleValue();
  }

  /** Remembers what is registered. */
  private static final class Recording extends UnregisteredMetricsGroup {
    private final Map<String, Object> values = new HashMap<>();

    @Override
    public Counter counter(String name) {
      Counter counter = new SimpleCounter();
      values.put(name, counter);
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      values.put(name, gauge);
      return gauge;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return this;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return this;
    }
  }
}
