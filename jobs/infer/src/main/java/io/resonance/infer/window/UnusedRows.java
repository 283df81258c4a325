package io.resonance.infer.window;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import java.util.BitSet;
import java.util.Optional;

/** Collects the rows of one batch that a model's windows could not take; usually none. */
final class UnusedRows {

  private final EquipmentBatch batch;
  private final BitSet rows = new BitSet();

  UnusedRows(EquipmentBatch batch) {
    this.batch = batch;
  }

  void add(int row) {
    rows.set(row);
  }

  Optional<EquipmentBatch> batch() {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    EquipmentBatchBuilder builder =
        new EquipmentBatchBuilder(
            batch.equipment(), batch.hierarchyScope(), batch.origin(), rows.cardinality());
    for (int key = 0; key < batch.keyCount(); key++) {
      builder.key(batch.key(key));
    }
    rows.stream().forEach(row -> builder.copyRow(batch, row, batch.keyIndex(row)));
    return Optional.of(batch.isBackfilled() ? builder.backfilled().build() : builder.build());
  }
}
