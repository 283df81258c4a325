package io.resonance.job.plant;

import io.resonance.connector.mes.message.InferenceMessageFunction;
import io.resonance.connector.mes.message.InferenceWriteFunction;
import io.resonance.connector.mes.message.MesMessages;
import io.resonance.connector.mes.message.MessageLimitFunction;
import io.resonance.connector.mes.message.NodeWriteMessages;
import io.resonance.connector.mes.message.ViolationMessageFunction;
import io.resonance.connector.mes.message.ViolationWriteFunction;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Composes the messages that the delivery job takes to the MES. */
final class MesOutbox {

  private MesOutbox() {}

  /**
   * Messages of violations that open or clear and of evaluations that change, PENDING, or PARKED
   * where there are too many, and the writes to nodes of OPC UA servers; empty where the plant has
   * neither.
   */
  static Optional<DataStream<MesMessage>> compose(
      PlantFile plant, DataStream<Violation> violations, DataStream<Inference> inferences) {
    Optional<DataStream<MesMessage>> messages =
        plant.mes().messages().map(wanted -> compose(plant, wanted, violations, inferences));
    if (!plant.writesNodes()) {
      return messages;
    }
    DataStream<MesMessage> writes = writes(plant, violations, inferences);
    return Optional.of(messages.map(writes::union).orElse(writes));
  }

  private static DataStream<MesMessage> writes(
      PlantFile plant, DataStream<Violation> violations, DataStream<Inference> inferences) {
    NodeWriteMessages messages = NodeWriteMessages.of(plant);
    return violations
        .keyBy(Violation::getEquipment, Types.STRING)
        .process(new ViolationWriteFunction(messages))
        .uid("compose-violation-writes")
        .name("compose-violation-writes")
        .union(
            inferences
                .keyBy(Inference::getEquipment, Types.STRING)
                .process(new InferenceWriteFunction(messages))
                .uid("compose-inference-writes")
                .name("compose-inference-writes"));
  }

  private static DataStream<MesMessage> compose(
      PlantFile plant,
      MesMessaging wanted,
      DataStream<Violation> violations,
      DataStream<Inference> inferences) {
    MesMessages messages = new MesMessages(plant.plant().id(), wanted);
    DataStream<MesMessage> ofViolations =
        violations
            .flatMap(new ViolationMessageFunction(messages))
            .uid("compose-violations")
            .name("compose-violations");
    DataStream<MesMessage> ofInferences =
        inferences
            .keyBy(Inference::getEquipment, Types.STRING)
            .process(new InferenceMessageFunction(messages))
            .uid("compose-inferences")
            .name("compose-inferences");
    return ofViolations
        .union(ofInferences)
        .keyBy(MesMessage::getEquipment, Types.STRING)
        .process(new MessageLimitFunction(messages, wanted.messagesPerMinute()))
        .uid("limit-mes-messages")
        .name("limit-mes-messages");
  }
}
