package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.client.watch.AgentMeter;
import io.resonance.connector.mtconnect.client.watch.BufferWatch;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one agent, or of one device of it; written by the fetcher thread, read by
 * reporters.
 */
final class MtConnectReaderMetrics implements AgentMeter {
  private static final double SECONDS_PER_DAY = 86_400;

  private final Counter observations;
  private final Counter documents;
  private final Counter gaps;
  private final Counter lost;
  private final Counter reconnects;
  private final Counter modelChanges;
  private final Counter lagAlarms;
  private volatile BufferWatch.State buffer = new BufferWatch.State(0, 0, Double.NaN);
  private volatile long clockSkewMillis;
  private volatile int level;
  private volatile Optional<Instant> certificateEnd = Optional.empty();

  MtConnectReaderMetrics(MetricGroup readers, MtConnectAgentSplit split) {
    MetricGroup agent = readers.addGroup("agent", split.agentId());
    MetricGroup group = split.device().isEmpty() ? agent : agent.addGroup("device", split.device());
    observations = group.counter(MtConnectMetric.OBSERVATIONS.key());
    documents = group.counter(MtConnectMetric.DOCUMENTS.key());
    gaps = group.counter(MtConnectMetric.GAPS.key());
    lost = group.counter(MtConnectMetric.LOST.key());
    reconnects = group.counter(MtConnectMetric.RECONNECTS.key());
    modelChanges = group.counter(MtConnectMetric.MODEL_CHANGES.key());
    lagAlarms = group.counter(MtConnectMetric.LAG_ALARMS.key());
    group.gauge(MtConnectMetric.LAG.key(), () -> buffer.lag());
    group.gauge(MtConnectMetric.SHARE.key(), () -> buffer.share());
    group.gauge(MtConnectMetric.SECONDS_LEFT.key(), () -> buffer.secondsLeft());
    group.gauge(MtConnectMetric.RATE.key(), () -> buffer.perSecond());
    group.gauge(MtConnectMetric.CLOCK_SKEW.key(), () -> clockSkewMillis);
    group.gauge(MtConnectMetric.LEVEL.key(), () -> level);
    group.gauge(MtConnectMetric.CERTIFICATE.key(), this::daysLeft);
  }

  @Override
  public void chunk(int count) {
    documents.inc();
    observations.inc(count);
  }

  @Override
  public void gap(long count) {
    gaps.inc();
    lost.inc(count);
  }

  @Override
  public void reconnect() {
    reconnects.inc();
  }

  @Override
  public void way(Way now) {
    level =
        switch (now) {
          case STREAMED -> 1;
          case POLLED -> 2;
          case LOST -> 3;
        };
  }

  @Override
  public void buffer(BufferWatch.State state) {
    buffer = state;
  }

  @Override
  public void behind() {
    lagAlarms.inc();
  }

  @Override
  public void created(long nanos) {
    if (nanos != 0) {
      clockSkewMillis = TimeUnit.NANOSECONDS.toMillis(nanos) - System.currentTimeMillis();
    }
  }

  @Override
  public void certificate(Instant end) {
    certificateEnd = Optional.of(end);
  }

  @Override
  public void modelChanged() {
    modelChanges.inc();
  }

  /** Not a number where there is no certificate: a monitor must not take that for a dead one. */
  private double daysLeft() {
    return certificateEnd
        .map(end -> (end.getEpochSecond() - System.currentTimeMillis() / 1e3) / SECONDS_PER_DAY)
        .orElse(Double.NaN);
  }
}
