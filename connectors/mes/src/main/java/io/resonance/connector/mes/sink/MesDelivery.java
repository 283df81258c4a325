package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Front door: delivers messages to a MES by HTTP POST, in order per equipment, once in effect.
 *
 * <p>This is an operator and not a {@code Sink}, because what the MES answered is itself a record:
 * the operator emits each message again in its final state (ACCEPTED, MODIFIED, REJECTED or PARKED,
 * with its attempts), so that a transactional sink behind it writes the outcome exactly once. A
 * Sink v2 is the end of a stream; its answers could only leave it beside the checkpoints.
 *
 * <p>Messages that are queued or under way are keyed state, so they follow their equipment when the
 * job is rescaled. A message leaves the state in the same step in which its outcome is emitted; a
 * failure between the MES's effect and the next checkpoint sends it again with the same BODID, by
 * which the MES knows it. While the queue has room a checkpoint waits for no request; where it is
 * full, reading goes on at one message per request timeout, and with unaligned checkpoints none
 * waits longer than one request timeout.
 *
 * <p>The order of an equipment's messages is that of the stream's partition; so give it a stream
 * whose partitions are made by equipment, such as the outbox topic.
 */
public final class MesDelivery {

  /** uid and name of the operator. */
  public static final String UID = "deliver-mes";

  /** Side output of what the MES refused; the message itself is in the main output as well. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("mes-dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  private MesDelivery() {}

  /** Delivers the messages of a stream; the result holds each of them in its final state. */
  public static SingleOutputStreamOperator<MesMessage> deliver(
      DataStream<MesMessage> outbox, MesDeliveryOptions options) {
    return deliver(outbox, options.settings());
  }

  /** Delivers the messages of a stream by the same lanes to somewhere else. */
  public static SingleOutputStreamOperator<MesMessage> deliver(
      DataStream<MesMessage> outbox, LaneSettings settings) {
    return outbox
        .keyBy(MesMessage::getEquipment, Types.STRING)
        .transform(
            settings.uid(),
            new AvroTypeInfo<>(MesMessage.class),
            new MesDeliveryOperatorFactory(settings))
        .uid(settings.uid());
  }
}
