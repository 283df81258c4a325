package io.resonance.benchmark.job;

import io.resonance.benchmark.child.Latencies;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's view of the job of this JVM: adds up the counters of its operators by {@code
 * operator.counter}.
 */
public final class JobMeter implements MetricReporter {

  /** Key under which Flink's configuration knows the reporter. */
  static final String NAME = "benchmark";

  /** Name of a gauge whose value is a {@link Latencies}. */
  public static final String LATENCIES = "latencies";

  /**
   * Flink makes the reporter by its factory, out of reach of whoever starts the cluster: one
   * cluster per JVM.
   */
  private static final Queue<Counted> COUNTERS = new ConcurrentLinkedQueue<>();

  private static final Queue<Gauge<?>> GAUGES = new ConcurrentLinkedQueue<>();

  private record Counted(String name, Counter counter) {}

  /** Sums of the counters of this JVM, by operator and name, and the latencies its gauges hold. */
  static Map<String, Long> totals() {
    Map<String, Long> totals = new TreeMap<>();
    for (Counted counted : COUNTERS) {
      totals.merge(counted.name(), counted.counter().getCount(), Long::sum);
    }
    for (Gauge<?> gauge : GAUGES) {
      if (gauge.getValue() instanceof Latencies latencies) {
        totals.putAll(latencies.totals());
      }
    }
    return totals;
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing to open: whoever wants the totals asks.
  }

  @Override
  public void close() {
    COUNTERS.clear();
    GAUGES.clear();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String operator = group.getAllVariables().get("<operator_name>");
    if (operator != null && metric instanceof Counter counter) {
      COUNTERS.add(new Counted(operator + "." + name, counter));
    } else if (name.equals(LATENCIES) && metric instanceof Gauge<?> gauge) {
      GAUGES.add(gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    COUNTERS.removeIf(counted -> counted.counter() == metric);
    GAUGES.removeIf(gauge -> gauge == metric);
  }

  /** Found by Flink through the list of services in META-INF. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(java.util.Properties properties) {
      return new JobMeter();
    }
  }
}
