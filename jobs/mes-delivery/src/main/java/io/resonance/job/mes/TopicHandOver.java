package io.resonance.job.mes;

import io.resonance.connector.mes.answer.AnswerAsked;
import io.resonance.connector.mes.message.NodeWriteMessages;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Hands messages over to a MES that reads Kafka: the payload as it is goes to the topic of its
 * noun, key equipment. One transaction takes it and the message's state, so that a status tells of
 * a message that is there, once; and the order of an equipment's messages is that of its partition.
 */
record TopicHandOver(MesTarget.KafkaTopics target) implements Serializable {

  /** What the MES reads; nothing where it is no message for a MES. */
  Optional<KafkaRecord> payload(MesMessage message) {
    if (!isForMes(message)) {
      return Optional.empty();
    }
    return Optional.of(
        new KafkaRecord(
            target.topic(message.getNoun()),
            message.getEquipment().getBytes(StandardCharsets.UTF_8),
            message.getPayload().getBytes(StandardCharsets.UTF_8)));
  }

  // the write of a node that the plant file no longer lists
  private static boolean isForMes(MesMessage message) {
    return MesTarget.KafkaTopics.NOUNS.contains(message.getNoun());
  }

  /** The message as it is known afterwards: PENDING where an answer is to come, else ACCEPTED. */
  MesMessage handedOver(MesMessage message) {
    if (!isForMes(message)) {
      return MesMessage.newBuilder(message)
          .setState(MesState.PARKED)
          .setAnswer(NodeWriteMessages.NOT_WRITTEN)
          .build();
    }
    boolean answered =
        target.answers() instanceof MesAnswers.OnTopic
            && AnswerAsked.of(message, target.messaging().confirmation()) != AnswerAsked.NOTHING;
    return MesMessage.newBuilder(message)
        .setState(answered ? MesState.PENDING : MesState.ACCEPTED)
        .setAnswer("written to topic " + target.topic(message.getNoun()))
        .build();
  }
}
