package io.resonance.benchmark.job;

import io.resonance.benchmark.BenchmarkFailedException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A cluster with one slot in this process, and the job that runs there. */
public final class LocalJob {

  private static final int PATIENCE_SECONDS = 60;

  private final MiniCluster cluster;
  private JobID job;

  /** Starts the cluster. */
  public LocalJob() throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
  }

  /** Starts the job and returns when it runs. */
  public void submit(StreamGraph graph) throws Exception {
    job = cluster.submitJob(graph).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (status() != JobStatus.RUNNING && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static Configuration settings() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    configuration.setString(
        "metrics.reporter." + JobMeter.NAME + ".factory.class", JobMeter.Factory.class.getName());
    return configuration;
  }

  /**
   * The sums of all counters of the job's operators.
   *
   * @param expected a counter that is there from the start, as zero
   * @throws BenchmarkFailedException if the job no longer runs
   */
  public Map<String, Long> totals(String expected) throws Exception {
    JobStatus status = status();
    if (status != JobStatus.RUNNING) {
      throw new BenchmarkFailedException("The job is %s: %s".formatted(status, cause(status)));
    }
    Map<String, Long> totals = new TreeMap<>(Map.of(expected, 0L));
    // An operator's name may hold spaces, which separate the words of an answer.
    JobMeter.totals().forEach((name, total) -> totals.put(name.replaceAll("\\s+", "_"), total));
    return totals;
  }

  private String cause(JobStatus status) throws Exception {
    if (!status.isGloballyTerminalState()) {
      return "it does not run";
    }
    Throwable cause =
        cluster
            .requestJobResult(job)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .getSerializedThrowable()
            .map(t -> t.deserializeError(LocalJob.class.getClassLoader()))
            .orElse(null);
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause);
  }

  private JobStatus status() throws Exception {
    return cluster.getJobStatus(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the job and the cluster. */
  public void stop() throws Exception {
    cluster.close();
  }
}
