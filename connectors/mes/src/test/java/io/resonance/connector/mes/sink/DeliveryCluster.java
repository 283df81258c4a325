package io.resonance.connector.mes.sink;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster in this JVM that runs one delivery job, whose TaskManager can be killed. */
final class DeliveryCluster implements AutoCloseable {

  private static final int SLOTS = 4;
  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final MiniCluster cluster;
  private JobID job;
  private int taskManager;

  DeliveryCluster(Path folder) throws Exception {
    this.folder = folder;
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
  }

  /** An environment with the settings of the delivery job. */
  StreamExecutionEnvironment environment(int parallelism) {
    return environment(parallelism, new Configuration());
  }

  /** The same, going on from a savepoint. */
  StreamExecutionEnvironment environment(int parallelism, String savepoint) {
    Configuration configuration = new Configuration();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    return environment(parallelism, configuration);
  }

  private StreamExecutionEnvironment environment(int parallelism, Configuration configuration) {
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve("checkpoints").toUri() + "");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.enableCheckpointing(200);
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    return env;
  }

  void submit(StreamExecutionEnvironment env) throws Exception {
    job =
        cluster.submitJob(env.getStreamGraph()).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
    await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(this::runsOrHasRun);
  }

  void killTaskManager() throws Exception {
    cluster.terminateTaskManager(taskManager++).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  /** Takes a savepoint and ends the job without letting it finish. */
  String savepointAndCancel() throws Exception {
    String path =
        cluster
            .triggerSavepoint(
                job,
                folder.resolve("savepoints").toUri().toString(),
                true,
                SavepointFormatType.CANONICAL)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    await()
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(() -> cluster.getJobStatus(job).get() == JobStatus.CANCELED);
    return path;
  }

  void cancel() throws Exception {
    cluster.cancelJob(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean awaitSuccess(Duration atMost) throws Exception {
    return cluster.requestJobResult(job).get(atMost.toSeconds(), TimeUnit.SECONDS).isSuccess();
  }

  private boolean runsOrHasRun() throws Exception {
    var graph = cluster.getExecutionGraph(job).get(5, TimeUnit.SECONDS);
    if (graph.getState() == JobStatus.FINISHED) {
      return true; // a small job may be done before anyone looks
    }
    return graph.getState() == JobStatus.RUNNING
        && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
            .allMatch(
                vertex ->
                    vertex.getExecutionState() == ExecutionState.RUNNING
                        || vertex.getExecutionState() == ExecutionState.FINISHED);
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.close();
    } catch (Exception stuck) {
      throw new IOException("The cluster did not end", stuck);
    }
  }
}
