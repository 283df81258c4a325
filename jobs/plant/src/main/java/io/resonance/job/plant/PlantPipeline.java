package io.resonance.job.plant;

import io.resonance.infer.InferenceOptions;
import io.resonance.infer.InferenceStage;
import io.resonance.infer.InferenceStreams;
import io.resonance.job.plant.control.DecodeControlFunction;
import io.resonance.normalize.NormalizeFunction;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The plant job.
 *
 * <pre>
 *  source-opcua ─────> route-opcua ─────┐ keyed by equipment
 *                                       ├──────> normalize ──┬──────────────────────────────> values, conditions, gaps ─┐
 *  source-mtconnect ─> route-mtconnect ─┘            │       ├──> conform ──> track-violations ──┬> violations, states ─┤
 *                                               violations ──┼───────────────────┘      ↑        └> mes messages ───────┤
 *  source-kafka-control ──> decode-control ──────────────────┼────────── orders ────────┘                               │
 *                                                            └──> infer-window ──> infer ──┬> inferences ───────────────┤
 *                                                                                          ├> track-sessions ──> sessions, audit
 *                                                                                          ├> conform-inferences ──> track-violations
 *                                                                                          └> mes messages ─────────────┤
 *                                                                                                                       v
 *                                                                                                                  sink-kafka
 * </pre>
 *
 * One sink takes the records of all topics, so that whatever belongs together (a violation and its
 * MES message) is committed in one transaction. The uid of an operator is its name, its metric
 * group and its row in the README.
 */
public final class PlantPipeline {

  private PlantPipeline() {}

  /**
   * Adds the job to an environment.
   *
   * @param sources where batches of equipment come from; {@link PlantSources#of} for the plant's
   *     own
   * @param encodings how records become Kafka records
   * @param kafka takes the records of all topics
   */
  public static void wire(
      StreamExecutionEnvironment env,
      PlantFile plant,
      PlantSources sources,
      PlantEncodings encodings,
      Sink<PlantRecord> kafka) {
    Parallelism parallelism = new Parallelism(env.getConfiguration());
    Streams routed = sources.routed(env, parallelism);
    SingleOutputStreamOperator<EquipmentBatch> normalized =
        routed
            .batches()
            .keyBy(EquipmentBatch::equipment, Types.STRING)
            .process(new NormalizeFunction(plant.profile(), plant.equipment()))
            .uid("normalize")
            .name("normalize");
    parallelism.set(normalized);
    // normalize keeps the equipment of every batch, so its output is partitioned as its input was.
    KeyedStream<EquipmentBatch, String> byEquipment =
        DataStreamUtils.reinterpretAsKeyedStream(
            normalized, EquipmentBatch::equipment, Types.STRING);
    InferenceStreams inferred =
        InferenceStage.wire(byEquipment, plant.models(), InferenceOptions.of(plant.profile().id()));
    parallelism.setAs("normalize", inferred.windows());
    SingleOutputStreamOperator<Inference> inferences = inferred.inferences();
    parallelism.set(inferences);
    parallelism.set(inferred.sessions());
    DataStream<Violation> ofInferences = ConformStage.ofInferences(inferences, plant, parallelism);
    SingleOutputStreamOperator<ControlCommand> orders =
        sources.orders(env, encodings.schemaId(Topic.CONTROL));
    ConformStage.Conformed conformed =
        ConformStage.apply(
            byEquipment,
            normalized.getSideOutput(NormalizeOutputs.VIOLATIONS).union(ofInferences),
            orders,
            plant,
            parallelism);
    Optional<DataStream<MesMessage>> messages =
        MesOutbox.compose(plant, conformed.reports(), inferences);
    DataStream<DeadLetter> deadLetters =
        routed
            .deadLetters()
            .union(
                normalized.getSideOutput(NormalizeOutputs.DEAD_LETTERS),
                orders.getSideOutput(DecodeControlFunction.DEAD_LETTERS));
    encodings
        .encode(new PlantEncodings.Streams(normalized, conformed, inferred, messages, deadLetters))
        .sinkTo(kafka)
        .uid("sink-kafka")
        .name("sink-kafka");
  }

  /**
   * What the routers give.
   *
   * @param batches values of equipment in the machine's own units
   * @param deadLetters what no equipment claims
   */
  record Streams(DataStream<EquipmentBatch> batches, DataStream<DeadLetter> deadLetters) {

    static Streams union(List<Streams> all) {
      return all.stream()
          .reduce(
              (a, b) -> new Streams(a.batches.union(b.batches), a.deadLetters.union(b.deadLetters)))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "A plant needs at least one OPC UA server or MTConnect agent."));
    }
  }
}
