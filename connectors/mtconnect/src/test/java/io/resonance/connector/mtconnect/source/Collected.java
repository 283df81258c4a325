package io.resonance.connector.mtconnect.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Runs a source in a MiniCluster and keeps what an exactly-once reader of it sees. */
final class Collected implements AutoCloseable {
  private final List<MtConnectBatch> batches = new CopyOnWriteArrayList<>();
  private final CloseableIterator<MtConnectBatch> results;
  private final JobClient job;
  private final Thread reading;

  private Collected(CloseableIterator<MtConnectBatch> results, JobClient job) {
    this.results = results;
    this.job = job;
    this.reading = new Thread(this::read, "collect");
    reading.setDaemon(true);
    reading.start();
  }

  /** Something a test puts between the source and its own eyes. */
  interface Step {
    DataStream<MtConnectBatch> apply(DataStream<MtConnectBatch> stream);
  }

  static Collected from(MtConnectSource source) throws Exception {
    return from(source, stream -> stream);
  }

  static Collected from(MtConnectSource source, Step step) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, java.time.Duration.ofMillis(200));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, java.time.Duration.ofMillis(50));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    DataStream<MtConnectBatch> stream =
        step.apply(
            env.fromSource(source, WatermarkStrategy.noWatermarks(), "source-mtconnect")
                .uid("source-mtconnect"));
    CloseableIterator<MtConnectBatch> results = collect(stream);
    return new Collected(results, env.executeAsync("mtconnect-test"));
  }

  private static CloseableIterator<MtConnectBatch> collect(DataStream<MtConnectBatch> stream) {
    return stream.collectAsync();
  }

  List<MtConnectBatch> batches() {
    return List.copyOf(batches);
  }

  /** Sequence numbers in the order they came. */
  List<Long> sequences() {
    return sequencesOf(-1);
  }

  /** Sequence numbers of one instance in the order they came; -1 means of all. */
  List<Long> sequencesOf(long instanceId) {
    List<Long> all = new ArrayList<>();
    for (MtConnectBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        if (instanceId == -1 || instanceId == batch.instanceId()) {
          all.add(batch.sequence(row));
        }
      }
    }
    return all;
  }

  List<MtConnectGap> gaps() {
    return batches.stream().flatMap(batch -> batch.gaps().stream()).toList();
  }

  @Override
  public void close() {
    try {
      job.cancel().get(20, TimeUnit.SECONDS);
      reading.join(10_000);
      results.close();
    } catch (Exception e) {
      throw new IllegalStateException("The test job did not end", e);
    }
  }

  private void read() {
    try {
      results.forEachRemaining(batches::add);
    } catch (RuntimeException e) {
      // The job was cancelled by the test.
      reading.interrupt();
    }
  }
}
