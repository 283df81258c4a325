package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a batch with the same rows as another one, some of their numbers converted, under other
 * keys. What does not change is shared, not copied. Not safe for use by several threads; a revision
 * builds once.
 */
public final class EquipmentBatchRevision {

  private final EquipmentBatch from;
  private final PropertyKeys keys;
  private final List<PropertyFacts> facts = new ArrayList<>(0);
  private final List<EquipmentCondition> conditions = new ArrayList<>(0);
  private final List<DataGap> gaps = new ArrayList<>(0);
  private final List<ConnectionFacts> connections = new ArrayList<>(0);
  private final List<PropertyDrift> drifts = new ArrayList<>(0);
  private final List<EquipmentAsset> assets = new ArrayList<>(0);
  private final List<ToleratedFault> faults = new ArrayList<>(0);
  private Columns columns;

  /**
   * Starts with all rows of a batch, but nothing of what it has beside them.
   *
   * @param keys what stands in the place of the batch's keys, index by index
   */
  public EquipmentBatchRevision(EquipmentBatch from, PropertyKeys keys) {
    if (keys.size() != from.keyCount()) {
      throw new IllegalArgumentException(
          "A batch of %d keys cannot get %d others.".formatted(from.keyCount(), keys.size()));
    }
    this.from = from;
    this.keys = keys;
  }

  /** Replaces the DOUBLE of a row and keeps it as the native number. */
  public void convert(int row, double value) {
    if (columns == null) {
      columns = Columns.converting(from.columns);
    }
    if (columns.nativeBits != from.columns.bits) {
      columns.nativeBits[row] = columns.bits[row];
    }
    columns.converted[row] = true;
    columns.bits[row] = Double.doubleToRawLongBits(value);
  }

  public void facts(PropertyFacts value) {
    facts.add(value);
  }

  public void condition(EquipmentCondition value) {
    conditions.add(value);
  }

  public void gap(DataGap value) {
    gaps.add(value);
  }

  public void connection(ConnectionFacts value) {
    connections.add(value);
  }

  public void drift(PropertyDrift value) {
    drifts.add(value);
  }

  public void asset(EquipmentAsset value) {
    assets.add(value);
  }

  public void fault(ToleratedFault value) {
    faults.add(value);
  }

  /** The finished batch. */
  public EquipmentBatch build() {
    return new EquipmentBatch(
        from.equipment(),
        from.hierarchyScope(),
        from.origin(),
        keys,
        columns == null ? Columns.sharing(from.columns) : columns,
        new EquipmentBatch.Extras(
            facts, conditions, gaps, connections, drifts, List.of(), assets, faults));
  }
}
