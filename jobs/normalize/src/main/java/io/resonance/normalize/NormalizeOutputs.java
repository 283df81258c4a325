package io.resonance.normalize;

import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.Violation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** The side outputs of {@link NormalizeFunction} and of the routers. */
public final class NormalizeOutputs {

  /** Units that are unknown or measure something else. */
  public static final OutputTag<Violation> VIOLATIONS =
      new OutputTag<>("normalize-violations", new AvroTypeInfo<>(Violation.class));

  /** Values no equipment claims, one letter for each epoch of an endpoint. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("normalize-dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  private NormalizeOutputs() {}
}
