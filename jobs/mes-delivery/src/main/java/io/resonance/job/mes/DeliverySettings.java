package io.resonance.job.mes;

import io.resonance.schema.plant.PlantFile;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** The settings of Flink that the guarantees of the delivery job depend on. */
final class DeliverySettings {

  private DeliverySettings() {}

  /**
   * What the job adds to its cluster's configuration.
   *
   * @param present what the cluster is configured with; its own restart strategy is kept
   */
  static Configuration of(PlantFile plant, ReadableConfig present) {
    Configuration added = new Configuration();
    String name = plant.plant().id() + "-" + MesDeliveryJob.NAME;
    String folder = plant.checkpoints().folder();
    added.set(PipelineOptions.NAME, name);
    added.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, plant.checkpoints().interval());
    added.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    added.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        (folder.endsWith("/") ? folder : folder + "/") + name);
    added.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // guards: state that nobody named, or that Kryo wrote, could not be restored by the next
    // release
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
}
