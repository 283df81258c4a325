package io.resonance.job.plant;

import io.resonance.conform.ConformFunction;
import io.resonance.conform.InferenceFunction;
import io.resonance.conform.tracking.TrackViolationsFunction;
import io.resonance.conform.tracking.TrackingOutputs;
import io.resonance.job.plant.control.DecodeControlFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.Violation;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From standard records to violations and their lives.
 *
 * <pre>
 *  values by equipment ──> conform ──┬─ violations ─> track-violations ──> reports, present states, answers
 *                           ↑  │     │                     ↑
 *                           │  └───── differences to packs on trial, answers
 *                           │        │                     │
 *  violations of normalize ─│────────┤                     │
 *  inferences ──> conform-inferences ┘                     │
 *  orders ─ about packs, broadcast; about violations ──────┘
 * </pre>
 */
final class ConformStage {

  private ConformStage() {}

  /**
   * What comes out.
   *
   * @param reports violations for people and the MES
   * @param states the present state of each violation, whenever it changes
   * @param health how whole and good the data of each equipment were
   * @param differences where packs on trial and the rules in force differ
   * @param answers what became of orders
   */
  record Conformed(
      DataStream<Violation> reports,
      DataStream<Violation> states,
      DataStream<DataHealth> health,
      DataStream<Violation> differences,
      DataStream<ControlAnswer> answers) {}

  /** What breaks the rules about models' results; they are made behind the values. */
  static DataStream<Violation> ofInferences(
      DataStream<Inference> inferences, PlantFile plant, Parallelism parallelism) {
    SingleOutputStreamOperator<Violation> violations =
        inferences
            .keyBy(Inference::getEquipment, Types.STRING)
            .process(new InferenceFunction(plant.profile()))
            .returns(ConformFunction.OUTPUT_TYPE)
            .uid("conform-inferences")
            .name("conform-inferences");
    parallelism.set(violations);
    return violations;
  }

  private static Set<String> equipment(PlantFile plant) {
    return plant.equipment().stream().map(Equipment::id).collect(Collectors.toSet());
  }

  static Conformed apply(
      KeyedStream<EquipmentBatch, String> byEquipment,
      DataStream<Violation> ofOthers,
      SingleOutputStreamOperator<ControlCommand> orders,
      PlantFile plant,
      Parallelism parallelism) {
    SingleOutputStreamOperator<Violation> conformed =
        byEquipment
            .connect(orders.broadcast(ConformFunction.PACKS))
            .process(
                new ConformFunction(plant.profile(), equipment(plant)), ConformFunction.OUTPUT_TYPE)
            .uid(ConformFunction.UID)
            .name(ConformFunction.UID);
    parallelism.setAs("normalize", conformed);
    SingleOutputStreamOperator<Violation> reports =
        conformed
            .union(ofOthers)
            .connect(orders.getSideOutput(DecodeControlFunction.VIOLATION_ORDERS))
            .keyBy(
                Violation::getEquipment, order -> order.getViolation().getEquipment(), Types.STRING)
            .process(
                new TrackViolationsFunction(plant.profile().violations()),
                TrackViolationsFunction.OUTPUT_TYPE)
            .uid(TrackViolationsFunction.UID)
            .name(TrackViolationsFunction.UID);
    parallelism.set(reports);
    return new Conformed(
        reports,
        reports.getSideOutput(TrackingOutputs.STATES),
        conformed.getSideOutput(ConformFunction.HEALTH),
        conformed.getSideOutput(ConformFunction.DIFFERENCES),
        reports
            .getSideOutput(TrackingOutputs.ANSWERS)
            .union(conformed.getSideOutput(ConformFunction.ANSWERS)));
  }
}
