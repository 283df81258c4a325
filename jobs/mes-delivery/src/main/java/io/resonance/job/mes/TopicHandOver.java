package io.resonance.job.mes;

import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Hands messages over to a MES that reads Kafka: the payload as it is to the topic of its noun, key
 * equipment, and the message as ACCEPTED to the status topic. One transaction takes both, so that a
 * status tells of a message that is there, once; and the order of an equipment's messages is that
 * of its partition.
 */
final class TopicHandOver implements FlatMapFunction<MesMessage, KafkaRecord> {

  private static final long serialVersionUID = 1L;

  private final MesTarget.KafkaTopics target;
  private final AvroEncoding<MesMessage> status;

  TopicHandOver(MesTarget.KafkaTopics target, AvroEncoding<MesMessage> status) {
    this.target = target;
    this.status = status;
  }

  @Override
  public void flatMap(MesMessage message, Collector<KafkaRecord> out) {
    String topic = target.topic(message.getNoun());
    out.collect(
        new KafkaRecord(
            topic,
            message.getEquipment().getBytes(StandardCharsets.UTF_8),
            message.getPayload().getBytes(StandardCharsets.UTF_8)));
    out.collect(
        status.encode(
            MesMessage.newBuilder(message)
                .setState(MesState.ACCEPTED)
                .setAnswer("written to topic " + topic)
                .build()));
  }
}
