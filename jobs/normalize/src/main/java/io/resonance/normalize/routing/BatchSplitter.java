package io.resonance.normalize.routing;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.Collector;

/** Splits one protocol batch by equipment; made for each batch, filled row by row in its order. */
public final class BatchSplitter {

  private final Origin origin;
  private final int capacity;
  private final Map<String, EquipmentBatchBuilder> builders = new LinkedHashMap<>();
  // Targets are made once for each address and live on, so identity stands for equality.
  private final IdentityHashMap<Target, Integer> keys = new IdentityHashMap<>();

  /**
   * Starts splitting.
   *
   * @param capacity how many rows an equipment's batch probably gets where nothing else is said
   */
  public BatchSplitter(Origin origin, int capacity) {
    this.origin = origin;
    this.capacity = capacity;
  }

  /** The batch of an equipment. */
  public EquipmentBatchBuilder of(String equipment, String hierarchyScope) {
    return of(equipment, hierarchyScope, capacity);
  }

  /** The batch of an equipment, with room for a number of rows where it is new. */
  public EquipmentBatchBuilder of(String equipment, String hierarchyScope, int rows) {
    EquipmentBatchBuilder builder = builders.get(equipment);
    if (builder == null) {
      builder = new EquipmentBatchBuilder(equipment, hierarchyScope, origin, rows);
      builders.put(equipment, builder);
    }
    return builder;
  }

  /** Index of a target's property in the batch of its equipment. */
  public int key(Target target, EquipmentBatchBuilder builder) {
    Integer known = keys.get(target);
    if (known == null) {
      known = builder.key(target.key());
      keys.put(target, known);
    }
    return known;
  }

  /** Marks every batch as recovered after a loss of connection. */
  public void backfilled() {
    builders.values().forEach(EquipmentBatchBuilder::backfilled);
  }

  /** Hands all batches on. */
  public void collect(Collector<EquipmentBatch> out) {
    for (EquipmentBatchBuilder builder : builders.values()) {
      if (!builder.isEmpty()) {
        out.collect(builder.build());
      }
    }
  }
}
