package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.Quality;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What one equipment said in one protocol message: the element that flows between the operators of
 * a job.
 *
 * <p>The values are rows of parallel columns, so that an operator's cost per value is a few array
 * reads; facts, conditions and gaps are rare and lie in lists. Rows keep the order of the message.
 * A batch is immutable and safe to share between threads; {@link EquipmentBatchBuilder} makes one.
 *
 * <p>Times are nanoseconds since 1970-01-01T00:00:00Z, which holds OPC UA's 100 ns ticks until the
 * year 2262.
 */
@TypeInfo(EquipmentBatchTypeInfoFactory.class)
public final class EquipmentBatch {

  /** In a time column: there is none. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private static final byte DOUBLE = ValueKind.DOUBLE.code();

  private final String equipment;
  private final String hierarchyScope;
  private final Origin origin;
  private final PropertyKeys keys;
  final Columns columns;
  private final List<PropertyFacts> facts;
  private final List<EquipmentCondition> conditions;
  private final List<DataGap> gaps;
  private final List<ConnectionFacts> connections;
  private final List<PropertyDrift> drifts;
  private final List<EntryChanges> entryChanges;
  private final List<EquipmentAsset> assets;
  private final List<ToleratedFault> faults;
  private final List<EquipmentState> states;
  private final JobContext context;

  /** Made when needed; a race makes it twice at worst. */
  private byte[] encodedFacts;

  EquipmentBatch(
      String equipment,
      String hierarchyScope,
      Origin origin,
      PropertyKeys keys,
      Columns columns,
      Extras extras) {
    this.equipment = equipment;
    this.hierarchyScope = hierarchyScope;
    this.origin = origin;
    this.keys = keys;
    this.columns = columns;
    this.facts = List.copyOf(extras.facts());
    this.conditions = List.copyOf(extras.conditions());
    this.gaps = List.copyOf(extras.gaps());
    this.connections = List.copyOf(extras.connections());
    this.drifts = List.copyOf(extras.drifts());
    this.entryChanges = List.copyOf(extras.entryChanges());
    this.assets = List.copyOf(extras.assets());
    this.faults = List.copyOf(extras.faults());
    this.states = List.copyOf(extras.states());
    this.context = extras.context();
  }

  /**
   * The rare parts of a batch.
   *
   * @param context null where nothing is known
   */
  record Extras(
      List<PropertyFacts> facts,
      List<EquipmentCondition> conditions,
      List<DataGap> gaps,
      List<ConnectionFacts> connections,
      List<PropertyDrift> drifts,
      List<EntryChanges> entryChanges,
      List<EquipmentAsset> assets,
      List<ToleratedFault> faults,
      List<EquipmentState> states,
      JobContext context) {

    /** What format 4 has. */
    Extras(
        List<PropertyFacts> facts,
        List<EquipmentCondition> conditions,
        List<DataGap> gaps,
        List<ConnectionFacts> connections,
        List<PropertyDrift> drifts,
        List<EntryChanges> entryChanges,
        List<EquipmentAsset> assets,
        List<ToleratedFault> faults) {
      this(
          facts,
          conditions,
          gaps,
          connections,
          drifts,
          entryChanges,
          assets,
          faults,
          List.of(),
          null);
    }

    /** What formats 1 to 3 have. */
    Extras(
        List<PropertyFacts> facts,
        List<EquipmentCondition> conditions,
        List<DataGap> gaps,
        List<ConnectionFacts> connections,
        List<PropertyDrift> drifts) {
      this(facts, conditions, gaps, connections, drifts, List.of(), List.of(), List.of());
    }
  }

  /** Id of the equipment in the plant file: the key of every keyed stream. */
  public String equipment() {
    return equipment;
  }

  /** ISA-95 hierarchy scope of the equipment, levels joined by {@code /}, enterprise first. */
  public String hierarchyScope() {
    return hierarchyScope;
  }

  /** The endpoint and epoch the batch was read from. */
  public Origin origin() {
    return origin;
  }

  /** Number of rows. */
  public int size() {
    return columns.size;
  }

  /** All properties the rows refer to; the same object in batch after batch where they repeat. */
  public PropertyKeys keys() {
    return keys;
  }

  /** Number of distinct properties the rows refer to. */
  public int keyCount() {
    return keys.size();
  }

  /** A property of this batch, by the index that {@link #keyIndex} gives. */
  public PropertyKey key(int index) {
    return keys.get(index);
  }

  /** Index of the row's property, 0 to {@link #keyCount} - 1. */
  public int keyIndex(int row) {
    return columns.keyIndex[row];
  }

  /** The end of the rows that have the same property as the given one and follow it directly. */
  public int endOfRun(int row) {
    int[] keyIndex = columns.keyIndex;
    int end = row + 1;
    while (end < columns.size && keyIndex[end] == keyIndex[row]) {
      end++;
    }
    return end;
  }

  /** Whether all rows have the same {@link #sequence}, as those of one OPC UA message do. */
  public boolean hasOneSequence() {
    return columns.sequence == null;
  }

  /** Whether all rows are of the same {@link #kind}. */
  public boolean hasOneKind() {
    return columns.kind == null;
  }

  /** MTConnect sequence, or the sequence number of the row's OPC UA notification message. */
  public long sequence(int row) {
    return columns.sequence(row);
  }

  /** When the value was measured, in nanoseconds since the Unix epoch; never {@link #NO_TIME}. */
  public long sourceTime(int row) {
    return columns.sourceTime[row];
  }

  /**
   * When the server received the value, in nanoseconds since the Unix epoch, or {@link #NO_TIME}.
   */
  public long serverTime(int row) {
    return columns.serverTime(row);
  }

  /** What the row holds. */
  public ValueKind kind(int row) {
    return ValueKind.of(columns.kind(row));
  }

  /**
   * The row's number: a DOUBLE as it is, a LONG, BOOLEAN or ENUMERATION as the nearest double; NaN
   * for any other kind.
   */
  public double number(int row) {
    if (columns.kind(row) == DOUBLE) {
      return Double.longBitsToDouble(columns.bits[row]);
    }
    return switch (kind(row)) {
      case DOUBLE -> Double.longBitsToDouble(columns.bits[row]);
      case LONG, BOOLEAN, ENUMERATION -> columns.bits[row];
      case NONE, STRING, DOUBLE_ARRAY, KEY_VALUES -> Double.NaN;
    };
  }

  /**
   * The exact value of a LONG, the code of an ENUMERATION, 0 or 1 for a BOOLEAN; undefined for any
   * other kind.
   */
  public long integer(int row) {
    return columns.bits[row];
  }

  /**
   * The row's object, see {@link ValueKind}; null for kinds that have none. Arrays must not be
   * changed.
   */
  public Object object(int row) {
    return columns.object(row);
  }

  /**
   * Whether the row's value was converted to the canonical unit, so that {@link #nativeNumber}
   * differs in meaning.
   */
  public boolean isConverted(int row) {
    return columns.isConverted(row);
  }

  /**
   * The value as the machine gave it, in the key's native unit; meaningful where {@link
   * #isConverted}.
   */
  public double nativeNumber(int row) {
    return Double.longBitsToDouble(columns.nativeBits[row]);
  }

  /**
   * What the machine says of this one value beside it, by the names of its protocol; usually empty.
   */
  @SuppressWarnings("unchecked") // the builder and the format put maps of strings there
  public Map<String, String> attributes(int row) {
    Object said = columns.attributes(row);
    return said == null ? Map.of() : (Map<String, String>) said;
  }

  /** All 32 bits of the OPC UA StatusCode. */
  public int statusCode(int row) {
    return columns.statusCode(row);
  }

  /**
   * Quality by the severity bits of the StatusCode alone (Part 4, 7.38.1): 00 GOOD, 01 UNCERTAIN,
   * 10 and 11 BAD. {@link QualityScale} says how good it is by all that is known.
   */
  public Quality quality(int row) {
    return switch (columns.statusCode(row) >>> 30) {
      case 0 -> Quality.GOOD;
      case 1 -> Quality.UNCERTAIN;
      default -> Quality.BAD;
    };
  }

  /** Whether the rows were recovered after a loss of connection. */
  public boolean isBackfilled() {
    return columns.backfilled;
  }

  /** What the endpoint said about properties; usually empty. */
  public List<PropertyFacts> facts() {
    return facts;
  }

  byte[] encodedFacts() {
    byte[] known = encodedFacts;
    if (known == null) {
      known = EquipmentBatchFormatV3.encode(facts);
      encodedFacts = known;
    }
    return known;
  }

  /** Conditions and alarms; usually empty. */
  public List<EquipmentCondition> conditions() {
    return conditions;
  }

  /** Declared losses and their closing; usually empty. */
  public List<DataGap> gaps() {
    return gaps;
  }

  /** How the connection to the endpoint is protected; usually empty. */
  public List<ConnectionFacts> connections() {
    return connections;
  }

  /** Addresses that are no longer what they were; usually empty. */
  public List<PropertyDrift> drifts() {
    return drifts;
  }

  /**
   * Changes of sets that are not folded into rows yet; usually empty, always so after normalize.
   */
  public List<EntryChanges> entryChanges() {
    return entryChanges;
  }

  /** Assets that are new, changed or removed; usually empty. */
  public List<EquipmentAsset> assets() {
    return assets;
  }

  /** Faults of the endpoint's messages that were tolerated; usually empty. */
  public List<ToleratedFault> faults() {
    return faults;
  }

  /** States the equipment came into; usually empty, always so before normalize. */
  public List<EquipmentState> states() {
    return states;
  }

  /**
   * What the machine was working on at the source times of all rows; empty where nothing is known,
   * always so before normalize.
   */
  public Optional<JobContext> context() {
    return Optional.ofNullable(context);
  }

  /**
   * The same batch, which shares everything with this one, with a context and states.
   *
   * @param jobContext null where nothing is known
   */
  public EquipmentBatch in(JobContext jobContext, List<EquipmentState> equipmentStates) {
    return new EquipmentBatch(
        equipment,
        hierarchyScope,
        origin,
        keys,
        columns,
        new Extras(
            facts,
            conditions,
            gaps,
            connections,
            drifts,
            entryChanges,
            assets,
            faults,
            equipmentStates,
            jobContext));
  }

  /**
   * Whether there is nothing in it: no rows, nothing said of properties, connection or endpoint.
   */
  public boolean isEmpty() {
    return size() == 0 && isRowsAlone();
  }

  /**
   * The same rows and their context without anything said beside them; this batch itself where
   * there is nothing.
   */
  public EquipmentBatch rowsAlone() {
    return isRowsAlone()
        ? this
        : new EquipmentBatchRevision(this, keys).build().in(context, List.of());
  }

  private boolean isRowsAlone() {
    return facts.isEmpty()
        && conditions.isEmpty()
        && gaps.isEmpty()
        && connections.isEmpty()
        && drifts.isEmpty()
        && entryChanges.isEmpty()
        && assets.isEmpty()
        && faults.isEmpty()
        && states.isEmpty();
  }

  /**
   * Latest source time of the rows in nanoseconds, or {@link #NO_TIME} for a batch without rows.
   */
  public long latestSourceTime() {
    long latest = NO_TIME;
    for (int row = 0; row < columns.size; row++) {
      latest = Math.max(latest, columns.sourceTime[row]);
    }
    return latest;
  }

  /**
   * Earliest source time of the rows in nanoseconds, or {@link Long#MAX_VALUE} for a batch without
   * rows.
   */
  public long earliestSourceTime() {
    long earliest = Long.MAX_VALUE;
    for (int row = 0; row < columns.size; row++) {
      earliest = Math.min(earliest, columns.sourceTime[row]);
    }
    return earliest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EquipmentBatch that
        && equipment.equals(that.equipment)
        && hierarchyScope.equals(that.hierarchyScope)
        && origin.equals(that.origin)
        && keys.equals(that.keys)
        && columns.equals(that.columns)
        && facts.equals(that.facts)
        && conditions.equals(that.conditions)
        && gaps.equals(that.gaps)
        && connections.equals(that.connections)
        && drifts.equals(that.drifts)
        && entryChanges.equals(that.entryChanges)
        && assets.equals(that.assets)
        && faults.equals(that.faults)
        && states.equals(that.states)
        && Objects.equals(context, that.context);
  }

  @Override
  public int hashCode() {
    return Objects.hash(equipment, origin, columns.size);
  }

  @Override
  public String toString() {
    return "EquipmentBatch{%s from %s, %d values of %d properties, %d facts, %d conditions, %d gaps}"
        .formatted(
            equipment,
            origin.endpoint(),
            size(),
            keys.size(),
            facts.size(),
            conditions.size(),
            gaps.size());
  }
}
