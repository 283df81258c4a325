package io.resonance.job.mes;

import io.resonance.connector.mes.sink.MesAnswering;
import io.resonance.connector.mes.sink.MesDelivery;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The graph of the delivery job. */
public final class MesDeliveryPipeline {

  /** uid of the source of the outbox. */
  public static final String SOURCE_UID = "source-kafka-outbox";

  /** uid of the source of answers. */
  public static final String ANSWERS_UID = "source-kafka-mes-answers";

  private MesDeliveryPipeline() {}

  /**
   * What the job reads.
   *
   * @param outbox messages
   * @param answers documents of a MES that answers later; empty where it answers in its response
   */
  public record Inputs(Source<MesMessage, ?, ?> outbox, Optional<Source<byte[], ?, ?>> answers) {}

  /**
   * What becomes of the results; each adds its sink, with a uid of its own.
   *
   * @param status takes every message as it is settled, or as its answer is awaited
   * @param deadLetters takes what the MES refused or left unanswered, and answers of no use
   * @param again takes what is to be put into the outbox once more, for want of an answer
   */
  public record Results(
      Consumer<DataStream<MesMessage>> status,
      Consumer<DataStream<DeadLetter>> deadLetters,
      Consumer<DataStream<MesMessage>> again) {}

  /**
   * Wires the job.
   *
   * <pre>
   *                        (by equipment)               (by BODID)    ┌─> status        sink-kafka-mes-status
   * source-kafka-outbox ───────────────> deliver-mes ─> await-answers ┼─> dead letters  sink-kafka-dead-letters
   *                                       │  ↑             ↑          └─> again         sink-kafka-mes-outbox
   *                                       ↓  │             │
   *                                       MES         read-answers <── source-kafka-mes-answers
   * </pre>
   *
   * <p>Where the MES answers in its response, all that has to do with later answers is left out.
   * Checkpoints are unaligned: their barriers overtake messages that wait for a MES that is down,
   * so that a checkpoint never waits longer than one request timeout.
   */
  public static void wire(
      StreamExecutionEnvironment env, Inputs inputs, MesDeliveryOptions options, Results results) {
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    SingleOutputStreamOperator<MesMessage> settled =
        MesDelivery.deliver(outbox(env, inputs), options);
    DataStream<DeadLetter> refused = settled.getSideOutput(MesDelivery.DEAD_LETTERS);
    Optional<MesAnswering.Answered> answered = answered(env, inputs, options.target(), settled);
    results.status().accept(answered.map(MesAnswering.Answered::status).orElse(settled));
    results.deadLetters().accept(answered.map(a -> refused.union(a.deadLetters())).orElse(refused));
    answered.ifPresent(a -> results.again().accept(a.again()));
  }

  /**
   * Wires the job for a MES that reads Kafka.
   *
   * <pre>
   *                       ┌─> hand-over-mes ──────────────────────────┐
   * source-kafka-outbox ──┤                     (by BODID)            ├─> sink-kafka-mes-topics
   *                       └─> settle-handed-over ─> await-answers ────┘
   *                                                    ↑
   *                                               read-answers <── source-kafka-mes-answers
   * </pre>
   *
   * @param payloads takes what the MES reads
   */
  static void handOver(
      StreamExecutionEnvironment env,
      Inputs inputs,
      TopicHandOver handOver,
      Results results,
      Consumer<DataStream<KafkaRecord>> payloads) {
    DataStream<MesMessage> messages = outbox(env, inputs);
    // one subtask may read several partitions; forwarding keeps the order of each
    payloads.accept(
        messages
            .map(handOver::payload)
            .returns(TypeInformation.of(KafkaRecord.class))
            .uid("hand-over-mes")
            .name("hand-over-mes"));
    DataStream<MesMessage> settled =
        messages
            .map(handOver::handedOver)
            .returns(new AvroTypeInfo<>(MesMessage.class))
            .uid("settle-handed-over")
            .name("settle-handed-over");
    Optional<MesAnswering.Answered> answered = answered(env, inputs, handOver.target(), settled);
    results.status().accept(answered.map(MesAnswering.Answered::status).orElse(settled));
    answered.ifPresent(
        a -> {
          results.deadLetters().accept(a.deadLetters());
          results.again().accept(a.again());
        });
  }

  private static DataStream<MesMessage> outbox(StreamExecutionEnvironment env, Inputs inputs) {
    return env.fromSource(
            inputs.outbox(),
            WatermarkStrategy.noWatermarks(),
            SOURCE_UID,
            new AvroTypeInfo<>(MesMessage.class))
        .uid(SOURCE_UID);
  }

  private static Optional<MesAnswering.Answered> answered(
      StreamExecutionEnvironment env,
      Inputs inputs,
      MesTarget target,
      DataStream<MesMessage> settled) {
    if (!(target.answers() instanceof MesAnswers.OnTopic answers) || inputs.answers().isEmpty()) {
      return Optional.empty();
    }
    DataStream<byte[]> documents =
        env.fromSource(
                inputs.answers().get(),
                WatermarkStrategy.noWatermarks(),
                ANSWERS_UID,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
            .uid(ANSWERS_UID);
    return Optional.of(
        MesAnswering.await(
            settled, documents, target.messages().orElseThrow().confirmation(), answers));
  }
}
