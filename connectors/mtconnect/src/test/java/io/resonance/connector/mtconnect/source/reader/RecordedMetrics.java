package io.resonance.connector.mtconnect.source.reader;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Remembers the metrics that are registered, in whatever group below it. */
final class RecordedMetrics extends UnregisteredMetricsGroup {
  private final Map<String, Object> values = new ConcurrentHashMap<>();

  Set<String> names() {
    return values.keySet();
  }

  double value(String name) {
    Object metric = values.get(name);
    return metric instanceof Counter counter
        ? counter.getCount()
        : ((Number) ((Gauge<?>) metric).getValue()).doubleValue();
  }

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
