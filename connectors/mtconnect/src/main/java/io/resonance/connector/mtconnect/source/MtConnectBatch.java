package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * The observations of one MTConnect document, or of a part of it, in parallel columns sorted by
 * sequence number; the one type of record the source emits.
 *
 * <p>A row is an observation. Beside the rows there are short lists, usually empty: descriptions of
 * DataItems (sent before the first observations of an instance), conditions (one per row of kind
 * CONDITION, in row order), gaps and oddities. Times are nanoseconds since the Unix epoch; sequence
 * numbers and instance ids are unsigned 64-bit numbers. Immutable; arrays that come out must not be
 * changed.
 */
@TypeInfo(MtConnectBatchTypeInfo.Factory.class)
public final class MtConnectBatch {
  static final String[] NO_ATTRIBUTES = new String[0];

  final String splitId;
  final long instanceId;
  final long nextSequence;
  final MtConnectDataItem[] dictionary;
  final int[] dataItem;
  final long[] sequence;
  final long[] timestampNanos;
  final byte[] kind;
  final long[] bits;
  final Object[] objects;
  final int[] attributeRow;
  final String[][] attributes;
  final Notes notes;

  /** The short lists beside the rows. */
  record Notes(
      List<MtConnectDataItemDescription> descriptions,
      List<MtConnectCondition> conditions,
      List<MtConnectGap> gaps,
      List<MtConnectOddity> oddities,
      List<MtConnectAsset> assets,
      Optional<MtConnectBatch> current,
      Optional<List<MtConnectAsset.Name>> assetsHeld) {

    /** Notes without a list of the assets. */
    Notes(
        List<MtConnectDataItemDescription> descriptions,
        List<MtConnectCondition> conditions,
        List<MtConnectGap> gaps,
        List<MtConnectOddity> oddities,
        List<MtConnectAsset> assets,
        Optional<MtConnectBatch> current) {
      this(descriptions, conditions, gaps, oddities, assets, current, Optional.empty());
    }

    /** Notes without assets and state. */
    Notes(
        List<MtConnectDataItemDescription> descriptions,
        List<MtConnectCondition> conditions,
        List<MtConnectGap> gaps,
        List<MtConnectOddity> oddities) {
      this(descriptions, conditions, gaps, oddities, List.of(), Optional.empty());
    }
  }

  /** The columns, all of the same length but for the sparse attributes. */
  // Only carries the arrays from builder and serializer to the constructor; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Columns(
      MtConnectDataItem[] dictionary,
      int[] dataItem,
      long[] sequence,
      long[] timestampNanos,
      byte[] kind,
      long[] bits,
      Object[] objects,
      int[] attributeRow,
      String[][] attributes) {}

  /**
   * One entry of a DATA_SET or one cell of a TABLE.
   *
   * @param key key of the entry
   * @param cell key of the cell, empty in a DATA_SET
   * @param value text of the value
   * @param removed true if the agent took the entry out of the set
   */
  public record Entry(String key, String cell, String value, boolean removed) {}

  MtConnectBatch(String splitId, long instanceId, long nextSequence, Columns columns, Notes notes) {
    this.splitId = splitId;
    this.instanceId = instanceId;
    this.nextSequence = nextSequence;
    this.dictionary = columns.dictionary();
    this.dataItem = columns.dataItem();
    this.sequence = columns.sequence();
    this.timestampNanos = columns.timestampNanos();
    this.kind = columns.kind();
    this.bits = columns.bits();
    this.objects = columns.objects();
    this.attributeRow = columns.attributeRow();
    this.attributes = columns.attributes();
    this.notes = notes;
  }

  /** Id of the agent, as configured. */
  public String agentId() {
    return MtConnectAgentSplit.agentOf(splitId);
  }

  /**
   * Name or uuid of the device to which everything in this batch belongs, gaps too, where the agent
   * is read device by device; empty where it is read as a whole.
   */
  public String device() {
    return MtConnectAgentSplit.deviceOf(splitId);
  }

  /** Agent and device in one word, the same in every batch of a split. */
  public String splitId() {
    return splitId;
  }

  /** The agent's instanceId, unsigned; 0 in a batch that only says that no agent answered. */
  public long instanceId() {
    return instanceId;
  }

  /** Sequence number that follows this batch, unsigned. */
  public long nextSequence() {
    return nextSequence;
  }

  /** Number of observations. */
  public int size() {
    return sequence.length;
  }

  /** True if there are neither observations nor notes. */
  public boolean isEmpty() {
    return size() == 0
        && notes.descriptions().isEmpty()
        && notes.gaps().isEmpty()
        && notes.oddities().isEmpty()
        && notes.assets().isEmpty()
        && notes.current().isEmpty()
        && notes.assetsHeld().isEmpty();
  }

  /** The DataItems of this batch; {@link #dataItemIndex} points into it. */
  public List<MtConnectDataItem> dataItems() {
    return List.of(dictionary);
  }

  /** Index of the row's DataItem in {@link #dataItems()}. */
  public int dataItemIndex(int row) {
    return dataItem[row];
  }

  /** DataItem of a row. */
  public MtConnectDataItem dataItem(int row) {
    return dictionary[dataItem[row]];
  }

  /** Sequence number of a row, unsigned. */
  public long sequence(int row) {
    return sequence[row];
  }

  /** Time of a row, nanoseconds since the Unix epoch. */
  public long timestampNanos(int row) {
    return timestampNanos[row];
  }

  /** How the row's value is held. */
  public MtConnectValueKind kind(int row) {
    return MtConnectValueKind.of(kind[row]);
  }

  /** The number of a row of kind DOUBLE or LONG. */
  public double doubleValue(int row) {
    return kind[row] == MtConnectValueKind.LONG.code()
        ? bits[row]
        : Double.longBitsToDouble(bits[row]);
  }

  /** The whole number of a row of kind LONG. */
  public long longValue(int row) {
    return bits[row];
  }

  /** The numbers of a row of kind DOUBLE_ARRAY. */
  public double[] doubles(int row) {
    return (double[]) objects[row];
  }

  /** The entries of a row of kind KEY_VALUES. */
  public List<Entry> entries(int row) {
    return List.of((Entry[]) objects[row]);
  }

  /** Level of a row of kind CONDITION. */
  public MtConnectCondition.Level conditionLevel(int row) {
    return MtConnectCondition.Level.of((int) bits[row]);
  }

  /**
   * The value as text. For numbers it is numerically what the machine said, and literally so where
   * a double does not hold the text exactly; empty for arrays, entries and conditions.
   */
  public String text(int row) {
    if (objects[row] instanceof String text) {
      return text;
    }
    return switch (kind(row)) {
      case UNAVAILABLE -> "UNAVAILABLE";
      case DOUBLE -> plain(Double.longBitsToDouble(bits[row]));
      case LONG -> Long.toString(bits[row]);
      case STRING, DOUBLE_ARRAY, KEY_VALUES, CONDITION -> "";
    };
  }

  /**
   * An attribute that the row carries of its own: duration, resetTriggered, quality, and others.
   */
  public Optional<String> attribute(int row, String name) {
    String[] pairs = attributesOf(row);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return Optional.of(pairs[i + 1]);
      }
    }
    return Optional.empty();
  }

  /** What the probe says of the DataItems; only in the first batch of an instance. */
  public List<MtConnectDataItemDescription> descriptions() {
    return notes.descriptions();
  }

  /** The conditions of this batch, in row order. */
  public List<MtConnectCondition> conditions() {
    return notes.conditions();
  }

  /** Gaps declared or closed before the first row. */
  public List<MtConnectGap> gaps() {
    return notes.gaps();
  }

  /** Faults of the document that were tolerated. */
  public List<MtConnectOddity> oddities() {
    return notes.oddities();
  }

  /**
   * Assets that are new or changed: those the agent holds when it is begun, each one it reports as
   * changed or removed, and the devices of its probe.
   */
  public List<MtConnectAsset> assets() {
    return notes.assets();
  }

  /**
   * What every DataItem was when the agent came to {@link #nextSequence()}: the answer to a current
   * request, asked for when the agent is begun, after each restore and after each loss.
   *
   * <p>It comes in a batch without observations of its own, and after all observations before
   * {@link #nextSequence()}: whatever it has beyond them was lost or lies before the first one.
   * Conditions are all that are active, entries of sets are whole.
   */
  public Optional<MtConnectBatch> current() {
    return notes.current();
  }

  /**
   * All assets the agent holds, devices not among them: its answer to a request for all, which is
   * asked for when the agent is begun, after each restore and after each loss. An asset that was
   * known and is not listed is gone. Comes after the assets themselves; never where the agent is
   * read device by device or holds more than it lists.
   */
  public Optional<List<MtConnectAsset.Name>> assetsHeld() {
    return notes.assetsHeld();
  }

  /** Attributes that the row carries of its own, names and values in turn; not to be changed. */
  public String[] attributesOf(int row) {
    int at = Arrays.binarySearch(attributeRow, row);
    return at < 0 ? NO_ATTRIBUTES : attributes[at];
  }

  private static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    String text = BigDecimal.valueOf(value).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  @Override
  public String toString() {
    return "MtConnectBatch[split=%s, instanceId=%s, nextSequence=%s, observations=%d, gaps=%s]"
        .formatted(
            splitId,
            Long.toUnsignedString(instanceId),
            Long.toUnsignedString(nextSequence),
            size(),
            notes.gaps());
  }
}
