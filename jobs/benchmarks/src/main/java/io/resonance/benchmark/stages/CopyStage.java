package io.resonance.benchmark.stages;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import java.util.List;

/** The least an operator can do that makes batches out of batches: it copies them row by row. */
record CopyStage(List<EquipmentBatch> batches) implements Stage {

  @Override
  public long pass() {
    long sink = 0;
    for (EquipmentBatch batch : batches) {
      EquipmentBatchBuilder builder =
          new EquipmentBatchBuilder(
              batch.equipment(), batch.hierarchyScope(), batch.origin(), batch.size());
      for (int key = 0; key < batch.keyCount(); key++) {
        builder.key(batch.key(key));
      }
      for (int row = 0; row < batch.size(); row++) {
        builder.copyRow(batch, row, batch.keyIndex(row));
      }
      EquipmentBatch copy = builder.build();
      sink += copy.integer(copy.size() - 1);
    }
    return sink;
  }
}
