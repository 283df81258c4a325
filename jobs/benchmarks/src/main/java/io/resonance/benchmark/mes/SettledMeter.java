package io.resonance.benchmark.mes;

import io.resonance.benchmark.child.Latencies;
import io.resonance.benchmark.job.JobMeter;
import io.resonance.schema.v1.MesMessage;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Gauge;

/**
 * Measures how long messages took from being made to being settled, those that disturb left out.
 */
final class SettledMeter extends RichMapFunction<MesMessage, MesMessage> {

  private static final long serialVersionUID = 1L;

  private transient Latencies latencies;

  @Override
  public void open(OpenContext context) {
    Latencies measured = new Latencies();
    latencies = measured;
    getRuntimeContext()
        .getMetricGroup()
        .gauge(JobMeter.LATENCIES, (Gauge<Latencies>) () -> measured);
  }

  @Override
  public MesMessage map(MesMessage message) {
    if (message.getEquipment().startsWith("E")) {
      latencies.add(Duration.between(message.getCreatedAt(), Instant.now()).toNanos());
    }
    return message;
  }
}
