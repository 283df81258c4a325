package io.resonance.conform.tracking;

import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.Violation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** What {@link TrackViolationsFunction} gives beside the reports. */
public final class TrackingOutputs {

  /**
   * The present state of each violation, whenever it changes. A record in the state {@code UNKNOWN}
   * says that its key is to be forgotten: it was cleared and cannot be re-opened any more.
   */
  public static final OutputTag<Violation> STATES =
      new OutputTag<>("violation-states", new AvroTypeInfo<>(Violation.class));

  /** What became of orders. */
  public static final OutputTag<ControlAnswer> ANSWERS =
      new OutputTag<>("control-answers", new AvroTypeInfo<>(ControlAnswer.class));

  private TrackingOutputs() {}
}
