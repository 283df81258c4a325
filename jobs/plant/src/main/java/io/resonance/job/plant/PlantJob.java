package io.resonance.job.plant;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.registry.PlantKafkaSink;
import io.resonance.schema.start.JobSettings;
import io.resonance.schema.start.KafkaPreparation;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Entry point of the plant job on a cluster: {@code flink run resonance-plant-job.jar --plant
 * FILE}.
 */
public final class PlantJob {

  /** Last part of the job's name, its checkpoint folder and its transactional ids. */
  public static final String NAME = "plant";

  private PlantJob() {}

  /**
   * Submits the job to the cluster this is run for.
   *
   * @param arguments {@code --plant FILE}
   */
  public static void main(String[] arguments) throws Exception {
    try {
      PlantFile plant =
          PlantFiles.load(
              plantFile(arguments),
              new PlantVocabulary(),
              warning -> System.err.println(warning.render()));
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
      compose(env, plant);
      env.execute();
    } catch (StartRefusedException | MissingSecretException refused) {
      // Flink's client prints whatever main throws with its stack trace; the message is what a
      // deployer needs.
      System.err.println("error: " + refused.getMessage());
      throw new IllegalStateException(refused.getMessage());
    }
  }

  /**
   * Adds the job of a plant to an environment, after checking schemas and creating topics.
   *
   * @throws StartRefusedException if Kafka or the registry cannot be used as the plant file says
   */
  public static void compose(StreamExecutionEnvironment env, PlantFile plant) {
    Map<Topic, Integer> schemaIds = KafkaPreparation.prepare(plant);
    env.configure(JobSettings.of(plant, env.getConfiguration(), NAME));
    PlantEncodings encodings =
        new PlantEncodings(plant.kafka(), schemaIds, Profile.load(plant.profile().id()));
    PlantPipeline.wire(
        env,
        plant,
        PlantSources.of(plant),
        encodings,
        PlantKafkaSink.of(plant.kafka(), plant.plant().id() + "-" + NAME, encodings.ofSink()));
  }

  private static Path plantFile(String[] arguments) {
    if (arguments.length == 2 && arguments[0].equals("--plant")) {
      return Path.of(arguments[1]);
    }
    throw new StartRefusedException("The plant job takes exactly the arguments --plant FILE.");
  }
}
