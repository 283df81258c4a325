package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job source -> collector on the MiniCluster of the test. */
final class RunningJob implements AutoCloseable {

  final CheckpointedCollector.Collected collected;
  final JobClient client;

  RunningJob(OpcUaSource source, Configuration more) throws Exception {
    this(source, more, 1);
  }

  /** With a number of subtasks that read. */
  RunningJob(OpcUaSource source, Configuration more, int readers) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    configuration.addAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    env.enableCheckpointing(300);
    CheckpointedCollector collector = new CheckpointedCollector(UUID.randomUUID().toString());
    env.fromSource(source, WatermarkStrategy.forMonotonousTimestamps(), "source-opcua")
        .uid("source-opcua")
        .setParallelism(readers)
        .map(collector)
        .returns(OpcUaBatchTypeInfo.INSTANCE)
        .uid("collector")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    collected = collector.collected();
    client = env.executeAsync("opcua");
  }

  @Override
  public void close() throws java.io.IOException {
    try {
      if (!client.getJobStatus().get(10, TimeUnit.SECONDS).isGloballyTerminalState()) {
        client.cancel().get(20, TimeUnit.SECONDS);
      }
    } catch (IllegalStateException e) {
      // the cluster has ended with its failed job
      assertThat(e).hasMessageContaining("already been shut down");
    } catch (Exception e) {
      throw new java.io.IOException("The job did not end", e);
    }
  }
}
