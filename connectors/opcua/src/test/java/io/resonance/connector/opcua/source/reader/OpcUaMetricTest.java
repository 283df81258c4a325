package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class OpcUaMetricTest {

  @Test
  void isPrintedInTheReadme() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(OpcUaMetric.table());
  }

  @Test
  void isRegisteredUnderTheKeyThatIsPrinted() {
    Recording group = new Recording();
    OpcUaReaderMetrics metrics = new OpcUaReaderMetrics(group, "mill");
    assertThat(metrics.values.getCount()).isZero();
    assertThat(group.names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OpcUaMetric.values()).map(OpcUaMetric::key).toList());
  }

  /** Remembers what is registered. */
  private static final class Recording extends UnregisteredMetricsGroup {
    private final Set<String> names = new TreeSet<>();

    @Override
    public Counter counter(String name) {
      names.add(name);
      return super.counter(name);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      names.add(name);
      return super.gauge(name, gauge);
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
