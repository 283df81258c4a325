package io.resonance.job.plant;

import io.resonance.conform.ConformFunction;
import io.resonance.conform.tracking.TrackViolationsFunction;
import io.resonance.conform.tracking.TrackingOutputs;
import io.resonance.job.plant.control.DecodeControlFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.Violation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From standard records to violations and their lives.
 *
 * <pre>
 *  values by equipment ──> conform ──┬─ violations ─> track-violations ──> reports, present states
 *        violations of normalize ────┘                     ↑
 *  orders ──> decode-control ── about violations ──────────┘
 * </pre>
 */
final class ConformStage {

  private ConformStage() {}

  /**
   * What comes out.
   *
   * @param reports violations for people and the MES
   * @param states the present state of each violation, whenever it changes
   * @param answers what became of orders
   */
  record Conformed(
      DataStream<Violation> reports,
      DataStream<Violation> states,
      DataStream<ControlAnswer> answers) {}

  static Conformed apply(
      KeyedStream<EquipmentBatch, String> byEquipment,
      DataStream<Violation> ofNormalize,
      SingleOutputStreamOperator<ControlCommand> orders,
      ProfileReference profile,
      Parallelism parallelism) {
    SingleOutputStreamOperator<Violation> conformed =
        byEquipment.process(new ConformFunction(profile)).uid("conform").name("conform");
    parallelism.setAs("normalize", conformed);
    SingleOutputStreamOperator<Violation> reports =
        conformed
            .union(ofNormalize)
            .connect(orders.getSideOutput(DecodeControlFunction.VIOLATION_ORDERS))
            .keyBy(
                Violation::getEquipment, order -> order.getViolation().getEquipment(), Types.STRING)
            .process(
                new TrackViolationsFunction(profile.violations()),
                TrackViolationsFunction.OUTPUT_TYPE)
            .uid(TrackViolationsFunction.UID)
            .name(TrackViolationsFunction.UID);
    parallelism.set(reports);
    return new Conformed(
        reports,
        reports.getSideOutput(TrackingOutputs.STATES),
        reports.getSideOutput(TrackingOutputs.ANSWERS));
  }
}
