package io.resonance.job.mes;

import io.resonance.connector.mes.message.NodeWriteMessages;
import io.resonance.connector.mes.sink.LaneSettings;
import io.resonance.connector.mes.sink.MesAnswering;
import io.resonance.connector.mes.sink.MesDelivery;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
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
   * @param audit takes what auditors are told of writes to machines
   */
  public record Results(
      Consumer<DataStream<MesMessage>> status,
      Consumer<DataStream<DeadLetter>> deadLetters,
      Consumer<DataStream<MesMessage>> again,
      Consumer<DataStream<AuditEntry>> audit) {}

  /**
   * Wires the job.
   *
   * <pre>
   *                        (by equipment)               (by BODID)    ┌─> status        sink-kafka-mes-status
   * source-kafka-outbox ─┬─────────────> deliver-mes ─> await-answers ┼─> dead letters  sink-kafka-dead-letters
   *                      │                │  ↑             ↑          ├─> again         sink-kafka-mes-outbox
   *                      │                ↓  │             │          │
   *                      │                MES         read-answers    │
   *                      │                                 ↑          │
   *                      │             source-kafka-mes-answers       │
   *                      └─────────────> deliver-writes ──────────────┘
   *                                       ↓  ↑
   *                                    OPC UA servers
   * </pre>
   *
   * <p>Where the MES answers in its response, all that has to do with later answers is left out,
   * and where no nodes are written, deliver-writes is. Checkpoints are unaligned: their barriers
   * overtake messages that wait for a MES that is down, so that a checkpoint never waits longer
   * than one request timeout.
   *
   * @param writes how nodes of OPC UA servers are written; empty where none are
   */
  public static void wire(
      StreamExecutionEnvironment env,
      Inputs inputs,
      MesDeliveryOptions options,
      Optional<LaneSettings> writes,
      Results results) {
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    Outcomes outcomes = new Outcomes();
    DataStream<MesMessage> messages = select(outbox(env, inputs), writes, outcomes);
    SingleOutputStreamOperator<MesMessage> settled = MesDelivery.deliver(messages, options);
    outcomes.deadLetters.add(settled.getSideOutput(MesDelivery.DEAD_LETTERS));
    outcomes.add(env, inputs, options.target(), settled);
    outcomes.give(results);
  }

  /**
   * Wires the job for a MES that reads Kafka.
   *
   * <pre>
   *                       ┌─> hand-over-mes ──────────────────────────┐
   * source-kafka-outbox ──┤                     (by BODID)            ├─> sink-kafka-mes-topics
   *                       ├─> settle-handed-over ─> await-answers ────┤
   *                       │                            ↑              │
   *                       │                       read-answers        │
   *                       │                            ↑              │
   *                       │                source-kafka-mes-answers   │
   *                       └─> deliver-writes ─────────────────────────┘
   * </pre>
   *
   * @param payloads takes what the MES reads
   */
  static void handOver(
      StreamExecutionEnvironment env,
      Inputs inputs,
      TopicHandOver handOver,
      Optional<LaneSettings> writes,
      Results results,
      Consumer<DataStream<KafkaRecord>> payloads) {
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    Outcomes outcomes = new Outcomes();
    DataStream<MesMessage> messages = select(outbox(env, inputs), writes, outcomes);
    // one subtask may read several partitions; forwarding keeps the order of each
    FlatMapFunction<MesMessage, KafkaRecord> payload =
        (message, out) -> handOver.payload(message).ifPresent(out::collect);
    payloads.accept(
        messages
            .flatMap(payload)
            .returns(TypeInformation.of(KafkaRecord.class))
            .uid("hand-over-mes")
            .name("hand-over-mes"));
    DataStream<MesMessage> settled =
        messages
            .map(handOver::handedOver)
            .returns(new AvroTypeInfo<>(MesMessage.class))
            .uid("settle-handed-over")
            .name("settle-handed-over");
    outcomes.add(env, inputs, handOver.target(), settled);
    outcomes.give(results);
  }

  /** Wires the job for a plant without a MES, of which only nodes of OPC UA servers are written. */
  static void writeOnly(
      StreamExecutionEnvironment env, Inputs inputs, LaneSettings writes, Results results) {
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    Outcomes outcomes = new Outcomes();
    outcomes.addWrites(MesDelivery.deliver(outbox(env, inputs), writes));
    outcomes.give(results);
  }

  /** The messages for the MES; those for nodes go to their own lanes. */
  private static DataStream<MesMessage> select(
      DataStream<MesMessage> outbox, Optional<LaneSettings> writes, Outcomes outcomes) {
    if (writes.isEmpty()) {
      return outbox;
    }
    outcomes.addWrites(
        MesDelivery.deliver(
            outbox.filter(MesDeliveryPipeline::isWrite).uid("select-writes").name("select-writes"),
            writes.get()));
    return outbox
        .filter(message -> !isWrite(message))
        .uid("select-messages")
        .name("select-messages");
  }

  private static boolean isWrite(MesMessage message) {
    return message.getVerb().equals(NodeWriteMessages.VERB);
  }

  /** What comes of all destinations together. */
  private static final class Outcomes {
    private final List<DataStream<MesMessage>> status = new ArrayList<>();
    private final List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
    private final List<DataStream<MesMessage>> again = new ArrayList<>();
    private Optional<DataStream<AuditEntry>> audit = Optional.empty();

    void addWrites(SingleOutputStreamOperator<MesMessage> settled) {
      status.add(settled);
      audit =
          Optional.of(
              settled
                  .map(NodeWriteAudit::of)
                  .returns(new AvroTypeInfo<>(AuditEntry.class))
                  .uid("audit-writes")
                  .name("audit-writes"));
      deadLetters.add(settled.getSideOutput(MesDelivery.DEAD_LETTERS));
    }

    void add(
        StreamExecutionEnvironment env,
        Inputs inputs,
        MesTarget target,
        DataStream<MesMessage> settled) {
      Optional<MesAnswering.Answered> answered = answered(env, inputs, target, settled);
      status.add(answered.map(MesAnswering.Answered::status).orElse(settled));
      answered.ifPresent(
          a -> {
            deadLetters.add(a.deadLetters());
            again.add(a.again());
          });
    }

    void give(Results results) {
      status.stream().reduce(DataStream::union).ifPresent(results.status());
      deadLetters.stream().reduce(DataStream::union).ifPresent(results.deadLetters());
      again.stream().reduce(DataStream::union).ifPresent(results.again());
      audit.ifPresent(results.audit());
    }
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
