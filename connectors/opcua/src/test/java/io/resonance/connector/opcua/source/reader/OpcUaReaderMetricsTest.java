package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class OpcUaReaderMetricsTest {

  private static final long DAY_MILLIS = 86_400_000L;

  /** Keeps gauges by name. */
  private static final class Gauges extends UnregisteredMetricsGroup {
    private final Map<String, Gauge<?>> byName = new HashMap<>();

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      byName.put(name, gauge);
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

    double value(String name) {
      return ((Number) byName.get(name).getValue()).doubleValue();
    }
  }

  @Test
  void forecastsTheEndOfCertificates() {
    Gauges gauges = new Gauges();
    OpcUaReaderMetrics metrics = new OpcUaReaderMetrics(gauges, "mill");
    assertThat(gauges.value("ownCertificateDaysLeft")).isNaN();

    long now = System.currentTimeMillis();
    metrics.security(
        new OpcUaConnectionSecurity(
            "Basic256Sha256 SignAndEncrypt",
            List.of(),
            OptionalLong.of((now + 30 * DAY_MILLIS) * 1_000_000L),
            OptionalLong.of((now - DAY_MILLIS) * 1_000_000L),
            now * 1_000_000L));
    assertThat(gauges.value("ownCertificateDaysLeft")).isCloseTo(30, within(0.1));
    assertThat(gauges.value("serverCertificateDaysLeft")).isCloseTo(-1, within(0.1));
  }
}
