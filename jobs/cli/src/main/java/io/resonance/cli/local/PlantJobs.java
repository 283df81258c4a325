package io.resonance.cli.local;

import io.resonance.job.mes.MesDeliveryJob;
import io.resonance.job.plant.PlantJob;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.start.JobSettings;
import io.resonance.schema.start.LatestCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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

  private final PlantFile plant;
  private final Start start;

  public PlantJobs(PlantFile plant, Start start) {
    this.plant = plant;
    this.start = start;
  }

  /** Starts the jobs, the plant job first; returns when their tasks run. */
  public List<JobID> start(LocalCluster cluster) throws InterruptedException {
    List<JobID> running = new ArrayList<>();
    running.add(cluster.start(graph(PlantJob.NAME, PlantJob::compose)));
    if (plant.mes() instanceof MesTarget.Http) {
      running.add(cluster.start(graph(MesDeliveryJob.NAME, MesDeliveryJob::compose)));
    }
    return running;
  }

  private StreamGraph graph(String job, BiConsumer<StreamExecutionEnvironment, PlantFile> compose) {
    Configuration configuration = new Configuration();
    lastCheckpoint(job)
        .ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(PARALLELISM);
    compose.accept(env, plant);
    return env.getStreamGraph();
  }

  /** Where the job would go on; empty if it begins anew. */
  public Optional<String> lastCheckpoint(String job) {
    return switch (start) {
      case LAST_CHECKPOINT -> LatestCheckpoint.in(JobSettings.checkpointFolder(plant, job));
      case FRESH -> Optional.empty();
    };
  }
}
