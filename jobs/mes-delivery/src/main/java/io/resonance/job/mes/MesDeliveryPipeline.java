package io.resonance.job.mes;

import io.resonance.connector.mes.sink.MesDelivery;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The graph of the delivery job. */
public final class MesDeliveryPipeline {

  /** uid of the source of the outbox. */
  public static final String SOURCE_UID = "source-kafka-outbox";

  private MesDeliveryPipeline() {}

  /**
   * What becomes of the results; each adds its sink, with a uid of its own.
   *
   * @param status takes every message in its final state
   * @param deadLetters takes what the MES refused
   */
  public record Results(
      Consumer<DataStream<MesMessage>> status, Consumer<DataStream<DeadLetter>> deadLetters) {}

  /**
   * Wires the job.
   *
   * <pre>
   *                        (by equipment)            ┌─> status        sink-kafka-mes-status
   * source-kafka-outbox ───────────────> deliver-mes ┤
   *                                       │  ↑       └─> dead letters  sink-kafka-dead-letters
   *                                       ↓  │
   *                                       MES
   * </pre>
   *
   * <p>Checkpoints are unaligned: their barriers overtake messages that wait for a MES that is
   * down, so that a checkpoint never waits longer than one request timeout.
   */
  public static void wire(
      StreamExecutionEnvironment env,
      Source<MesMessage, ?, ?> outbox,
      MesDeliveryOptions options,
      Results results) {
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    DataStream<MesMessage> messages =
        env.fromSource(
                outbox,
                WatermarkStrategy.noWatermarks(),
                SOURCE_UID,
                new AvroTypeInfo<>(MesMessage.class))
            .uid(SOURCE_UID);
    SingleOutputStreamOperator<MesMessage> settled = MesDelivery.deliver(messages, options);
    results.status().accept(settled);
    results.deadLetters().accept(settled.getSideOutput(MesDelivery.DEAD_LETTERS));
  }

  /**
   * Wires the job for a MES that reads Kafka.
   *
   * <pre>
   * source-kafka-outbox ──> hand-over-mes ──> sink-kafka-mes-topics
   * </pre>
   */
  static void handOver(
      StreamExecutionEnvironment env,
      Source<MesMessage, ?, ?> outbox,
      FlatMapFunction<MesMessage, KafkaRecord> encode,
      Sink<KafkaRecord> kafka) {
    env.fromSource(
            outbox,
            WatermarkStrategy.noWatermarks(),
            SOURCE_UID,
            new AvroTypeInfo<>(MesMessage.class))
        .uid(SOURCE_UID)
        // one subtask of each operator may read several partitions; forwarding keeps their order
        .flatMap(encode)
        .returns(TypeInformation.of(KafkaRecord.class))
        .uid("hand-over-mes")
        .name("hand-over-mes")
        .sinkTo(kafka)
        .uid("sink-kafka-mes-topics")
        .name("sink-kafka-mes-topics");
  }
}
