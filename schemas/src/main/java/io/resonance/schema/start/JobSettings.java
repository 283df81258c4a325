package io.resonance.schema.start;

import io.resonance.schema.plant.PlantFile;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * The settings of Flink that the guarantees of a job depend on; what the cluster's configuration
 * says itself is kept.
 */
public final class JobSettings {

  /** How long a buffer on its way to another operator may wait to be filled. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

  private JobSettings() {}

  /**
   * The settings a job adds to its cluster's configuration.
   *
   * @param present what the cluster is configured with
   * @param job name of the job, the last part of its checkpoint folder
   */
  public static Configuration of(PlantFile plant, ReadableConfig present, String job) {
    Configuration added = new Configuration();
    added.set(PipelineOptions.NAME, plant.plant().id() + "-" + job);
    added.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, plant.checkpoints().interval());
    added.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    added.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpointFolder(plant, job));
    added.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Our stream elements are immutable: nothing has to be copied between chained operators.
    added.set(PipelineOptions.OBJECT_REUSE, true);
    if (present.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
      // Flink's own 100 ms would be most of the way from a server to the keyed operator.
      added.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    }
    // Guards: state that nobody named, or that Kryo wrote, could not be restored by the next
    // release.
    added.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    added.set(PipelineOptions.GENERIC_TYPES, false);
    if (present.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
      added.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      added.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          Duration.ofSeconds(1));
      added.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          Duration.ofMinutes(1));
    }
    return added;
  }

  /** Where a job of a plant keeps its checkpoints. */
  public static String checkpointFolder(PlantFile plant, String job) {
    String folder = plant.checkpoints().folder();
    return (folder.endsWith("/") ? folder : folder + "/") + plant.plant().id() + "-" + job;
  }
}
