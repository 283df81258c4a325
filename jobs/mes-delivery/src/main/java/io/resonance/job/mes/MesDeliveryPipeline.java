package io.resonance.job.mes;

import io.resonance.connector.mes.sink.MesDelivery;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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
}
