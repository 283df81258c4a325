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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MtConnectMetricTest {
  private final RecordedMetrics group = new RecordedMetrics();
  private final MtConnectReaderMetrics metrics =
      new MtConnectReaderMetrics(group, MtConnectAgentSplit.unread("lathe-1"));

  @Test
  void isPrintedInTheReadme() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(MtConnectMetric.table());
  }

  @Test
  void isRegisteredUnderTheKeyThatIsPrinted() {
    assertThat(group.names())
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
    assertThat(group.value("observations")).isEqualTo(7);
    assertThat(group.value("documents")).isEqualTo(2);
    assertThat(group.value("gaps")).isEqualTo(1);
    assertThat(group.value("lost")).isEqualTo(5);
    assertThat(group.value("reconnects")).isEqualTo(1);
    assertThat(group.value("deviceModelChanges")).isEqualTo(1);
  }

  @Test
  void tellsOfBufferClockLevelAndCertificate() {
    assertThat(group.value("deliveryLevel")).isZero();
    assertThat(group.value("serverCertificateDaysLeft")).isNaN();
    assertThat(group.value("bufferShareUsed")).isNaN();

    metrics.buffer(new BufferWatch.State(500, 1_000, 10));
    metrics.created(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() + 60_000));
    metrics.certificate(Instant.now().plus(Duration.ofDays(30)));
    metrics.way(AgentMeter.Way.POLLED);
    assertThat(group.value("lagSequences")).isEqualTo(500);
    assertThat(group.value("bufferShareUsed")).isEqualTo(0.5);
    assertThat(group.value("bufferSecondsLeft")).isEqualTo(50);
    assertThat(group.value("agentObservationsPerSecond")).isEqualTo(10);
    assertThat(group.value("clockSkewMillis")).isCloseTo(60_000, within(5_000.0));
    assertThat(group.value("serverCertificateDaysLeft")).isCloseTo(30, within(0.1));
    assertThat(group.value("deliveryLevel")).isEqualTo(2);

    metrics.created(0);
    assertThat(group.value("clockSkewMillis")).as("no creationTime").isGreaterThan(50_000);
  }
}
