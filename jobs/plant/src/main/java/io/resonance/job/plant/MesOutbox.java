package io.resonance.job.plant;

import io.resonance.connector.mes.message.InferenceMessageFunction;
import io.resonance.connector.mes.message.MesMessages;
import io.resonance.connector.mes.message.ViolationMessageFunction;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Composes the messages that the delivery job takes to the MES. */
final class MesOutbox {

  private MesOutbox() {}

  /**
   * Messages of violations that open or clear and of evaluations that change; none where the plant
   * has no MES.
   */
  static DataStream<MesMessage> compose(
      PlantFile plant, DataStream<Violation> violations, DataStream<Inference> inferences) {
    MesTarget.Confirmation confirmation =
        plant.mes() instanceof MesTarget.Http http
            ? http.confirmation()
            : MesTarget.Confirmation.NEVER;
    MesMessages messages = new MesMessages(plant.plant().id(), confirmation);
    boolean wanted = plant.mes() instanceof MesTarget.Http;
    DataStream<MesMessage> ofViolations =
        violations
            .filter(violation -> wanted)
            .uid("compose-filter-violations")
            .name("compose-filter-violations")
            .flatMap(new ViolationMessageFunction(messages))
            .uid("compose-violations")
            .name("compose-violations");
    DataStream<MesMessage> ofInferences =
        inferences
            .filter(inference -> wanted)
            .uid("compose-filter-inferences")
            .name("compose-filter-inferences")
            .keyBy(Inference::getEquipment, Types.STRING)
            .process(new InferenceMessageFunction(messages))
            .uid("compose-inferences")
            .name("compose-inferences");
    return ofViolations.union(ofInferences);
  }
}
