package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.job.LocalJob;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectSource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A job that reads one agent: {@code source-mtconnect -> streamed}, chained. */
final class StreamClient implements ChildPart {
  static final String NAME = "mtconnect-stream-client";

  /** Observations that arrived in the sink. */
  static final String OBSERVATIONS = "streamed:_Writer." + StreamedBatches.OBSERVATIONS;

  private static final String STREAMED = "streamed";
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);

  private final LocalJob job;

  StreamClient(Map<String, String> settings) throws Exception {
    MtConnectSource source =
        MtConnectSource.builder()
            .agent(MtConnectAgent.of("agent", URI.create(settings.get(StreamAgent.URL))))
            .build();
    job = new LocalJob();
    job.submit(graph(source));
  }

  private static StreamGraph graph(MtConnectSource source) {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    env.enableCheckpointing(BETWEEN_CHECKPOINTS.toMillis());
    env.fromSource(
            source,
            WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofSeconds(1)),
            "source-mtconnect")
        .uid("source-mtconnect")
        .sinkTo(new StreamedBatches())
        .uid(STREAMED)
        .name(STREAMED);
    return env.getStreamGraph();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    return job.totals(OBSERVATIONS);
  }

  @Override
  public void stop() throws Exception {
    job.stop();
  }
}
