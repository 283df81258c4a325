package io.resonance.benchmark.mes;

import io.resonance.schema.v1.MesMessage;
import java.time.Instant;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Messages of so many equipments in turn; every tenth of one that disturbs, where that is asked.
 * After {@code fewAfter} messages only a few of them go on, and the others are idle.
 */
final class LaneMessages implements GeneratorFunction<Long, MesMessage> {

  private static final long serialVersionUID = 1L;
  private static final int EVERY = 10;

  private static final int FEW = 50;

  private final int lanes;
  private final boolean disturbing;
  private final long fewAfter;

  LaneMessages(int lanes, boolean disturbing, long fewAfter) {
    this.lanes = lanes;
    this.disturbing = disturbing;
    this.fewAfter = fewAfter;
  }

  @Override
  public MesMessage map(Long index) {
    String equipment = "E" + index % (index < fewAfter ? lanes : FEW);
    if (disturbing && index % EVERY == 0) {
      equipment = index % (2 * EVERY) == 0 ? MesLoad.REJECTING : MesLoad.SLOW;
    }
    return MesLoad.message(equipment, index, Instant.now());
  }
}
