package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.client.AgentMeter;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one agent, or of one device of it; written by the fetcher thread, read by
 * reporters.
 */
final class MtConnectReaderMetrics implements AgentMeter {
  private final Counter observations;
  private final Counter chunks;
  private final Counter gaps;
  private final Counter lost;
  private final Counter reconnects;
  private volatile long lag;

  MtConnectReaderMetrics(MetricGroup readers, MtConnectAgentSplit split) {
    MetricGroup agent = readers.addGroup("agent", split.agentId());
    MetricGroup group = split.device().isEmpty() ? agent : agent.addGroup("device", split.device());
    observations = group.counter("observations");
    chunks = group.counter("chunks");
    gaps = group.counter("gaps");
    lost = group.counter("lost");
    reconnects = group.counter("reconnects");
    group.gauge("lagSequences", () -> lag);
  }

  @Override
  public void chunk(int count) {
    chunks.inc();
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
  public void lag(long sequences) {
    lag = sequences;
  }
}
