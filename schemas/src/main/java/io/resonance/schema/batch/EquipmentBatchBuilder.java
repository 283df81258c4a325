package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one {@link EquipmentBatch}. Add a property with {@link #key}, then a row with {@link #row}
 * and its value with one of the value methods; a row without a value method stays {@link
 * ValueKind#NONE}. Not safe for use by several threads; the arrays go over to the batch, so that a
 * builder builds once.
 */
public final class EquipmentBatchBuilder {

  private final String equipment;
  private final String hierarchyScope;
  private final Origin origin;
  private final List<PropertyKey> ownKeys = new ArrayList<>(0);
  private final List<PropertyFacts> facts = new ArrayList<>(0);
  private final List<EquipmentCondition> conditions = new ArrayList<>(0);
  private final List<DataGap> gaps = new ArrayList<>(0);
  private final List<ConnectionFacts> connections = new ArrayList<>(0);
  private final List<PropertyDrift> drifts = new ArrayList<>(0);
  private final List<EntryChanges> entryChanges = new ArrayList<>(0);
  private final List<EquipmentAsset> assets = new ArrayList<>(0);
  private final List<ToleratedFault> faults = new ArrayList<>(0);
  private PropertyKeys sharedKeys;
  private Columns columns;

  /**
   * Starts an empty batch.
   *
   * @param capacity number of rows to make room for; more are possible
   */
  public EquipmentBatchBuilder(
      String equipment, String hierarchyScope, Origin origin, int capacity) {
    this.equipment = Objects.requireNonNull(equipment, "equipment");
    this.hierarchyScope = Objects.requireNonNull(hierarchyScope, "hierarchyScope");
    this.origin = Objects.requireNonNull(origin, "origin");
    this.columns = new Columns(capacity);
  }

  /**
   * Adds a property and answers its index; the caller keeps indexes, keys are not looked up by
   * value.
   */
  public int key(PropertyKey key) {
    if (sharedKeys != null) {
      throw new IllegalStateException(
          "The batch of " + equipment + " shares its properties; none can be added.");
    }
    ownKeys.add(Objects.requireNonNull(key, "key"));
    return ownKeys.size() - 1;
  }

  /**
   * Takes over all properties of other batches, whose indexes are then valid here.
   *
   * @throws IllegalStateException if the batch has properties already
   */
  public EquipmentBatchBuilder keys(PropertyKeys keys) {
    if (!ownKeys.isEmpty() || sharedKeys != null) {
      throw new IllegalStateException("The batch of " + equipment + " has properties already.");
    }
    sharedKeys = keys;
    return this;
  }

  /** Number of rows so far. */
  public int size() {
    return columns.size;
  }

  /** Number of properties so far. */
  public int keyCount() {
    return sharedKeys == null ? ownKeys.size() : sharedKeys.size();
  }

  /** Whether nothing at all was added. */
  public boolean isEmpty() {
    return columns.size == 0
        && facts.isEmpty()
        && conditions.isEmpty()
        && gaps.isEmpty()
        && connections.isEmpty()
        && drifts.isEmpty()
        && entryChanges.isEmpty()
        && assets.isEmpty()
        && faults.isEmpty();
  }

  /**
   * Starts a row without a value.
   *
   * @param keyIndex what {@link #key} answered
   * @param sourceTime nanoseconds since the Unix epoch
   * @param serverTime nanoseconds since the Unix epoch, or {@link EquipmentBatch#NO_TIME}
   */
  public EquipmentBatchBuilder row(
      int keyIndex, long sequence, long sourceTime, long serverTime, int statusCode) {
    columns.addRow(keyIndex, sequence, sourceTime, serverTime, statusCode);
    return this;
  }

  /**
   * Takes over all rows of a batch, all of the same message.
   *
   * @throws IllegalStateException if the batch has rows already
   */
  public EquipmentBatchBuilder numbers(NumberRows rows, long sequence) {
    if (columns.size > 0) {
      throw new IllegalStateException("The batch of " + equipment + " has rows already.");
    }
    boolean isBackfilled = columns.backfilled;
    columns = Columns.of(rows, sequence);
    columns.backfilled = isBackfilled;
    return this;
  }

  /** Gives the last row a DOUBLE. */
  public EquipmentBatchBuilder number(double value) {
    return bits(ValueKind.DOUBLE, Double.doubleToRawLongBits(value));
  }

  /** Gives the last row a LONG. */
  public EquipmentBatchBuilder integer(long value) {
    return bits(ValueKind.LONG, value);
  }

  /** Gives the last row a BOOLEAN. */
  public EquipmentBatchBuilder truth(boolean value) {
    return bits(ValueKind.BOOLEAN, value ? 1 : 0);
  }

  /** Gives the last row a STRING. */
  public EquipmentBatchBuilder text(String value) {
    return object(ValueKind.STRING, Objects.requireNonNull(value, "value"));
  }

  /** Gives the last row an ENUMERATION. */
  public EquipmentBatchBuilder enumeration(long code, String text) {
    columns.object(ValueKind.ENUMERATION.code(), code, Objects.requireNonNull(text, "text"));
    return this;
  }

  /** Gives the last row a DOUBLE_ARRAY; the array must not be changed afterwards. */
  public EquipmentBatchBuilder array(double[] values) {
    return object(ValueKind.DOUBLE_ARRAY, Objects.requireNonNull(values, "values"));
  }

  /** Gives the last row KEY_VALUES. */
  public EquipmentBatchBuilder keyValues(Map<String, String> values) {
    return object(ValueKind.KEY_VALUES, Map.copyOf(values));
  }

  /** Says that the last row's number was converted from this one in the key's native unit. */
  public EquipmentBatchBuilder convertedFrom(double nativeNumber) {
    columns.convertedFrom(nativeNumber);
    return this;
  }

  /** Says what the machine says of the last row's value beside it; nothing where it is empty. */
  public EquipmentBatchBuilder attributes(Map<String, String> said) {
    if (!said.isEmpty()) {
      columns.attributes(columns.size - 1, Map.copyOf(said));
    }
    return this;
  }

  /** Adds the value of a row of another batch as it is, with everything but its key. */
  public EquipmentBatchBuilder copyRow(EquipmentBatch from, int row, int keyIndex) {
    row(
        keyIndex,
        from.sequence(row),
        from.sourceTime(row),
        from.serverTime(row),
        from.statusCode(row));
    if (from.object(row) == null) {
      bits(from.kind(row), from.integer(row));
    } else {
      columns.object(from.kind(row).code(), from.integer(row), from.object(row));
    }
    attributes(from.attributes(row));
    return from.isConverted(row) ? convertedFrom(from.nativeNumber(row)) : this;
  }

  /** Says that the rows were recovered after a loss of connection. */
  public EquipmentBatchBuilder backfilled() {
    columns.backfilled = true;
    return this;
  }

  public EquipmentBatchBuilder facts(PropertyFacts value) {
    facts.add(value);
    return this;
  }

  public EquipmentBatchBuilder condition(EquipmentCondition value) {
    conditions.add(value);
    return this;
  }

  public EquipmentBatchBuilder gap(DataGap value) {
    gaps.add(value);
    return this;
  }

  public EquipmentBatchBuilder connection(ConnectionFacts value) {
    connections.add(value);
    return this;
  }

  public EquipmentBatchBuilder drift(PropertyDrift value) {
    drifts.add(value);
    return this;
  }

  public EquipmentBatchBuilder entryChanges(EntryChanges value) {
    entryChanges.add(value);
    return this;
  }

  public EquipmentBatchBuilder asset(EquipmentAsset value) {
    assets.add(value);
    return this;
  }

  public EquipmentBatchBuilder fault(ToleratedFault value) {
    faults.add(value);
    return this;
  }

  /**
   * The finished batch.
   *
   * @throws IllegalStateException when called twice
   */
  public EquipmentBatch build() {
    if (columns == null) {
      throw new IllegalStateException(
          "This builder has built its batch of " + equipment + " already; make a new builder.");
    }
    Columns finished = columns;
    finished.finish();
    columns = null;
    return new EquipmentBatch(
        equipment,
        hierarchyScope,
        origin,
        sharedKeys == null ? PropertyKeys.of(ownKeys) : sharedKeys,
        finished,
        new EquipmentBatch.Extras(
            facts, conditions, gaps, connections, drifts, entryChanges, assets, faults));
  }

  private EquipmentBatchBuilder bits(ValueKind kind, long bits) {
    columns.value(kind.code(), bits);
    return this;
  }

  private EquipmentBatchBuilder object(ValueKind kind, Object value) {
    columns.object(kind.code(), 0, value);
    return this;
  }
}
