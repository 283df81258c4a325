package io.resonance.testbed.flink;

import static org.apache.flink.runtime.testutils.CommonTestUtils.waitForAllTaskRunning;
import static org.apache.flink.runtime.testutils.CommonTestUtils.waitUntilCondition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.testframe.environment.ClusterControllable;
import org.apache.flink.connector.testframe.environment.TestEnvironment;
import org.apache.flink.connector.testframe.environment.TestEnvironmentSettings;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/**
 * A MiniCluster whose TaskManager can be ended. Flink's own environment of that kind needs JUnit 4.
 * Used by one test at a time.
 */
public final class MiniClusterEnvironment implements TestEnvironment, ClusterControllable {

  private static final int SLOTS = 6;

  private MiniCluster cluster;
  private Path checkpoints;
  private int taskManager;

  @Override
  public void startUp() throws Exception {
    checkpoints = Files.createTempDirectory("resonance-checkpoints");
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
    taskManager = 0;
  }

  @Override
  public void tearDown() throws Exception {
    cluster.close();
    try (Stream<Path> all = Files.walk(checkpoints)) {
      all.sorted(Comparator.reverseOrder()).forEach(MiniClusterEnvironment::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoints of a test were not deleted", e);
    }
  }

  @Override
  public StreamExecutionEnvironment createExecutionEnvironment(TestEnvironmentSettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    if (settings.getSavepointRestorePath() != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, settings.getSavepointRestorePath());
    }
    return new TestStreamEnvironment(cluster, configuration, SLOTS, List.of(), List.of());
  }

  @Override
  public Endpoint getRestEndpoint() {
    try {
      URI rest = cluster.getRestAddress().get(10, TimeUnit.SECONDS);
      return new Endpoint(rest.getHost(), rest.getPort());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for the REST address", e);
    } catch (Exception e) {
      throw new IllegalStateException("The MiniCluster does not say its REST address", e);
    }
  }

  @Override
  public String getCheckpointUri() {
    return checkpoints.toUri().toString();
  }

  @Override
  public void triggerTaskManagerFailover(JobClient job, Runnable afterFailure) throws Exception {
    cluster.terminateTaskManager(taskManager).get(30, TimeUnit.SECONDS);
    waitUntilCondition(() -> !anyTaskRuns(job.getJobID()));
    afterFailure.run();
    cluster.startTaskManager();
    taskManager++;
    waitForAllTaskRunning(cluster, job.getJobID(), false);
  }

  private boolean anyTaskRuns(JobID job) throws Exception {
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(job).get(10, TimeUnit.SECONDS).getAllExecutionVertices()) {
      if (task.getExecutionState() == ExecutionState.RUNNING) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void triggerJobManagerFailover(JobClient job, Runnable afterFailure) {
    throw new UnsupportedOperationException("No test of a source ends the JobManager");
  }

  @Override
  public void isolateNetwork(JobClient job, Runnable afterFailure) {
    throw new UnsupportedOperationException(
        "A MiniCluster has no network of its own; see TcpFaultProxy");
  }
}
