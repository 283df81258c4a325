package io.resonance.cli.local;

import io.resonance.schema.plant.PlantFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Both jobs of a plant, ready to be started on a {@link LocalCluster}: the plant job, and the
 * delivery job where there is a MES.
 */
public final class PlantJobs {

  private static final int PARALLELISM = 1;

  /** What both jobs need at most. */
  public static final int SLOTS = 2 * PARALLELISM;

  /** Where a job goes on. */
  public enum Start {
    /** From its last checkpoint, where there is one. */
    LAST_CHECKPOINT,
    /** From nothing. */
    FRESH
  }

  private final List<JobOfPlant> jobs;
  private final Start start;

  public PlantJobs(PlantFile plant, Start start) {
    this.jobs = JobOfPlant.allOf(plant);
    this.start = start;
  }

  /** Starts the jobs, the plant job first; returns when their tasks run. */
  public List<JobID> start(LocalCluster cluster) throws InterruptedException {
    List<JobID> running = new ArrayList<>();
    for (JobOfPlant job : jobs) {
      running.add(cluster.start(graph(job)));
    }
    return running;
  }

  private StreamGraph graph(JobOfPlant job) {
    Configuration settings =
        lastCheckpoint(job).map(JobOfPlant::from).orElseGet(Configuration::new);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    return job.compose(settings).getStreamGraph();
  }

  /** Where the plant job would go on; empty if it begins anew. */
  public Optional<String> lastCheckpoint() {
    return lastCheckpoint(jobs.get(0));
  }

  private Optional<String> lastCheckpoint(JobOfPlant job) {
    return switch (start) {
      case LAST_CHECKPOINT -> job.lastCheckpoint();
      case FRESH -> Optional.empty();
    };
  }
}
