package io.resonance.connector.mtconnect.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job source -> collector, each on a cluster of its own. */
final class RunningJob implements AutoCloseable {
  final ObservationCollector.Collected collected;
  final JobClient client;

  RunningJob(MtConnectSource source, int readers) throws Exception {
    this(source, readers, WatermarkStrategy.noWatermarks(), new Configuration());
  }

  RunningJob(
      MtConnectSource source,
      int readers,
      WatermarkStrategy<MtConnectBatch> watermarks,
      Configuration more)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(20));
    configuration.addAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    env.enableCheckpointing(200);
    ObservationCollector collector = new ObservationCollector();
    env.fromSource(source, watermarks, "source-mtconnect")
        .uid("source-mtconnect")
        .setParallelism(readers)
        .process(collector)
        .returns(MtConnectBatchTypeInfo.INSTANCE)
        .uid("collector")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    collected = collector.collected();
    client = env.executeAsync("mtconnect");
  }

  static Configuration from(String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    return configuration;
  }

  /** Stops the job; what comes back is where another goes on. */
  String stopWithSavepoint(Path folder) throws Exception {
    return client
        .stopWithSavepoint(
            false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      if (!client.getJobStatus().get(10, TimeUnit.SECONDS).isGloballyTerminalState()) {
        client.cancel().get(20, TimeUnit.SECONDS);
      }
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("already been shut down")) {
        throw e;
      }
    } catch (Exception e) {
      throw new IOException("The job did not end", e);
    }
  }
}
