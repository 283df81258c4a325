package io.resonance.cli.local;

import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster in this JVM, with Flink's web page, that runs the jobs of one plant. */
public final class LocalCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final MiniCluster cluster;
  private int taskManager;
  private final URI webPage;

  /**
   * Starts the cluster.
   *
   * @param settings Flink settings of the cluster
   * @param slots how many parallel slices of jobs fit into it
   * @param port port of 127.0.0.1 for the web page
   */
  public LocalCluster(Configuration settings, int slots, int port) throws Exception {
    Configuration configuration = new Configuration(settings);
    configuration.set(RestOptions.PORT, port);
    configuration.set(RestOptions.BIND_PORT, String.valueOf(port));
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    // Two jobs of some dozen channels each: the default of 64 MiB would be too few buffers, 10 % of
    // the heap too many.
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    cluster.start();
    webPage = cluster.getRestAddress().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Address of Flink's web page. */
  public URI webPage() {
    return webPage;
  }

  /** Starts a job and returns when its tasks run. */
  public JobID start(StreamGraph job) throws InterruptedException {
    try {
      JobID id = cluster.submitJob(job).get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getJobID();
      awaitRunning(id, job.getJobName());
      return id;
    } catch (ExecutionException | TimeoutException failed) {
      throw new StartRefusedException(
          "The job %s did not start: %s. More is in %s."
              .formatted(job.getJobName(), rootMessage(failed), Distribution.log()),
          failed);
    }
  }

  private void awaitRunning(JobID id, String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status(id) != JobStatus.RUNNING) {
      if (status(id).isTerminalState() || System.nanoTime() > deadline) {
        throw new StartRefusedException(
            "The job %s is %s instead of RUNNING. The cause is in %s."
                .formatted(name, status(id), Distribution.log()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  public JobStatus status(JobID job)
      throws InterruptedException, ExecutionException, TimeoutException {
    return cluster.getJobStatus(job).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits until the job ends by itself or is cancelled, and answers how. */
  public JobStatus awaitEnd(JobID job) throws InterruptedException {
    try {
      cluster.requestJobResult(job).get();
      return status(job);
    } catch (ExecutionException | TimeoutException failed) {
      throw new StartRefusedException("The job ended abnormally: " + rootMessage(failed), failed);
    }
  }

  /** Ends the TaskManager under its tasks and starts another one; the jobs start again on it. */
  public void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(taskManager).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    cluster.startTaskManager();
    taskManager++;
  }

  /** Ends the job; its last checkpoint stays. */
  public void cancel(JobID job) throws InterruptedException {
    try {
      cluster.cancelJob(job).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      awaitEnd(job);
    } catch (ExecutionException | TimeoutException failed) {
      throw new StartRefusedException("The job could not be ended: " + rootMessage(failed), failed);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  @Override
  public void close() throws IOException {
    try {
      for (JobStatusMessage job : cluster.listJobs().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        if (!job.getJobState().isTerminalState()) {
          cancel(job.getJobId());
        }
      }
      cluster.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("Flink did not end: " + rootMessage(failed), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
