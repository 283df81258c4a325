package io.resonance.cli.local;

import io.resonance.job.mes.MesDeliveryJob;
import io.resonance.job.plant.PlantJob;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.start.JobSettings;
import io.resonance.schema.start.LatestCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job of a plant: the plant job, or the delivery job where there is a MES. */
public final class JobOfPlant {

  private final PlantFile plant;
  private final String kind;
  private final BiConsumer<StreamExecutionEnvironment, PlantFile> compose;

  private JobOfPlant(
      PlantFile plant, String kind, BiConsumer<StreamExecutionEnvironment, PlantFile> compose) {
    this.plant = plant;
    this.kind = kind;
    this.compose = compose;
  }

  /** The jobs of a plant, in the order in which they start. */
  public static List<JobOfPlant> allOf(PlantFile plant) {
    List<JobOfPlant> jobs = new ArrayList<>();
    jobs.add(new JobOfPlant(plant, PlantJob.NAME, PlantJob::compose));
    if (plant.deliversResults()) {
      jobs.add(new JobOfPlant(plant, MesDeliveryJob.NAME, MesDeliveryJob::compose));
    }
    return jobs;
  }

  /** The job's name on a cluster. */
  public String name() {
    return plant.plant().id() + "-" + kind;
  }

  /** Which of the plant's jobs, {@code plant} or {@code mes-delivery}. */
  public String kind() {
    return kind;
  }

  /** The newest checkpoint of the job; empty if it has none. */
  public Optional<String> lastCheckpoint() {
    return LatestCheckpoint.in(JobSettings.checkpointFolder(plant, kind));
  }

  /**
   * The job, ready to be executed.
   *
   * @param settings of Flink, for the job and where it is to run
   * @throws io.resonance.schema.kafka.StartRefusedException if Kafka or the registry cannot be used
   *     as the plant file says
   */
  public StreamExecutionEnvironment compose(Configuration settings) {
    // not getExecutionEnvironment, which always runs jobs in this JVM when no Flink script started
    // it
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
    compose.accept(env, plant);
    return env;
  }

  /** Settings that let a job go on from a checkpoint or savepoint. */
  public static Configuration from(String path) {
    Configuration settings = new Configuration();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
    return settings;
  }
}
