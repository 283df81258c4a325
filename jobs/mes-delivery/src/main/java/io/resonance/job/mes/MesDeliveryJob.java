package io.resonance.job.mes;

import io.resonance.connector.mes.sink.LaneSettings;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.load.PlantFileLoader;
import io.resonance.schema.plant.load.PlantFileResult;
import io.resonance.schema.plant.load.Problem;
import io.resonance.schema.plant.load.VocabularyCheck;
import io.resonance.schema.registry.AvroRecordDeserialization;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.start.JobSettings;
import io.resonance.schema.start.KafkaPreparation;
import io.resonance.schema.v1.MesMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Entry point of the delivery job: {@code flink run resonance-mes-delivery-job.jar --plant FILE}.
 */
public final class MesDeliveryJob {

  /** Last part of the job's name, its checkpoint folder, consumer group and transactional ids. */
  public static final String NAME = "mes-delivery";

  private MesDeliveryJob() {}

  /**
   * Submits the job to the cluster this is run for.
   *
   * @param arguments {@code --plant FILE}
   */
  public static void main(String[] arguments) throws Exception {
    try {
      PlantFile plant = load(arguments);
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
      compose(env, plant);
      env.execute();
    } catch (StartRefusedException | MissingSecretException refused) {
      // Flink's client prints whatever main throws with its stack trace; the message is what counts
      System.err.println("error: " + refused.getMessage());
      throw new IllegalStateException(refused.getMessage(), refused);
    }
  }

  /**
   * Adds the delivery job of a plant to an environment, after checking schemas and creating topics.
   *
   * @throws StartRefusedException if the plant has no MES, or Kafka or the registry cannot be used
   */
  public static void compose(StreamExecutionEnvironment env, PlantFile plant) {
    if (!plant.deliversResults()) {
      throw new StartRefusedException(
          "Plant %s has no MES, and no nodes to write. Add `mes: url`, `mes: topics` or `writes` of an OPC UA server to the plant file, or do not start this job."
              .formatted(plant.plant().id()));
    }
    Map<Topic, Integer> schemaIds = KafkaPreparation.prepare(plant);
    env.configure(JobSettings.of(plant, env.getConfiguration(), NAME));
    KafkaResults kafka = new KafkaResults(plant, schemaIds);
    var inputs = new MesDeliveryPipeline.Inputs(outbox(plant), answers(plant));
    Optional<LaneSettings> writes =
        plant.writesNodes() ? Optional.of(NodeWriteClient.settings(plant)) : Optional.empty();
    if (plant.mes() instanceof MesTarget.KafkaTopics topics) {
      handOver(env, plant, topics, writes, inputs, kafka);
    } else if (plant.mes() instanceof MesTarget.Http http) {
      MesDeliveryPipeline.wire(env, inputs, MesDeliveryOptions.to(http), writes, kafka.apart());
    } else {
      MesDeliveryPipeline.writeOnly(env, inputs, writes.orElseThrow(), kafka.apart());
    }
  }

  private static void handOver(
      StreamExecutionEnvironment env,
      PlantFile plant,
      MesTarget.KafkaTopics topics,
      Optional<LaneSettings> writes,
      MesDeliveryPipeline.Inputs inputs,
      KafkaResults kafka) {
    var unused = TopicCreation.ensure(plant.kafka(), topics.topics());
    List<DataStream<KafkaRecord>> together = new ArrayList<>();
    MesDeliveryPipeline.handOver(
        env,
        inputs,
        new TopicHandOver(topics),
        writes,
        new MesDeliveryPipeline.Results(
            settled -> together.add(kafka.status(settled)),
            refused -> together.add(kafka.deadLetters(refused)),
            again -> together.add(kafka.outbox(again)),
            entries -> together.add(kafka.audit(entries))),
        together::add);
    kafka.writeTogether(together, "mes-topics", topics.topics());
  }

  private static KafkaSource<MesMessage> outbox(PlantFile plant) {
    String topic = Topic.MES_OUTBOX.in(plant.kafka());
    return source(
        plant,
        topic,
        NAME,
        new AvroRecordDeserialization<>(plant.registry(), MesMessage.class, topic));
  }

  private static Optional<Source<byte[], ?, ?>> answers(PlantFile plant) {
    if (!(plant.mes().answers() instanceof MesAnswers.OnTopic answers)) {
      return Optional.empty();
    }
    var unused = TopicCreation.ensure(plant.kafka(), List.of(answers.topic()));
    return Optional.of(source(plant, answers.topic(), NAME + "-answers", new DocumentBytes()));
  }

  // Flink's Kafka connector still asks for the type that Kafka 4 deprecates
  @SuppressWarnings("deprecation")
  private static <T> KafkaSource<T> source(
      PlantFile plant, String topic, String group, DeserializationSchema<T> values) {
    return KafkaSource.<T>builder()
        .setProperties(KafkaClients.properties(plant.kafka()))
        .setProperty("isolation.level", "read_committed")
        .setTopics(topic)
        .setGroupId(plant.plant().id() + "-" + group)
        // without a checkpoint it goes on where the group stopped; the MES knows what it has by
        // BODID
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setValueOnlyDeserializer(values)
        .build();
  }

  static PlantFile load(String[] arguments) {
    if (arguments.length != 2 || !arguments[0].equals("--plant")) {
      throw new StartRefusedException("The delivery job takes exactly the arguments --plant FILE.");
    }
    // words of the profile are checked where they are used, by the plant job
    PlantFileResult result =
        new PlantFileLoader(VocabularyCheck.acceptAll()).load(Path.of(arguments[1]));
    if (result instanceof PlantFileResult.Accepted accepted) {
      return accepted.plantFile();
    }
    throw new StartRefusedException(
        result.problems().stream()
            .map(Problem::render)
            .collect(Collectors.joining("\n", arguments[1] + " cannot be used:\n", "")));
  }
}
