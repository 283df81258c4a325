package io.resonance.connector.mtconnect.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Growing columns that a parser fills row by row, in document order, and that are then cut into
 * batches in sequence order. Reused from document to document; one thread.
 */
public final class MtConnectBatchBuilder {
  private static final int[] NONE = new int[0];

  private final String splitId;
  private int size;
  private int[] items = new int[256];
  private long[] sequences = new long[256];
  private long[] timestamps = new long[256];
  private byte[] kinds = new byte[256];
  private long[] bits = new long[256];
  private Object[] objects = new Object[256];
  private String[][] attributes = new String[256][];
  private int conditions;
  private int attributed;
  private final DataItemIndex index = new DataItemIndex();
  private final RowOrder order = new RowOrder();
  private final List<MtConnectOddity> oddities = new ArrayList<>();

  /**
   * @param splitId id of the split
   */
  public MtConnectBatchBuilder(String splitId) {
    this.splitId = splitId;
  }

  /** Forgets all rows and oddities. */
  public void clear() {
    Arrays.fill(objects, 0, size, null);
    if (attributed > 0) {
      Arrays.fill(attributes, 0, size, null);
    }
    size = 0;
    conditions = 0;
    attributed = 0;
    index.makeRoom();
    oddities.clear();
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Adds a row whose value is held in 64 bits; {@code exact} is its text or null if not needed. */
  public void add(
      MtConnectDataItem item,
      long sequence,
      long timestampNanos,
      MtConnectValueKind kind,
      long valueBits,
      Object exact) {
    if (size == sequences.length) {
      grow();
    }
    items[size] = index.of(item);
    sequences[size] = sequence;
    timestamps[size] = timestampNanos;
    kinds[size] = kind.code();
    bits[size] = valueBits;
    if (exact != null) {
      objects[size] = exact;
    }
    if (kind == MtConnectValueKind.CONDITION) {
      conditions++;
    }
    size++;
  }

  /** Gives the row added last attributes of its own, names and values in turn. */
  public void attributes(String[] namesAndValues) {
    attributes[size - 1] = namesAndValues;
    attributed++;
  }

  /** Notes a tolerated fault of the document. */
  public void oddity(MtConnectOddity.Kind kind, String where, String text) {
    if (oddities.size() < 1_000) {
      String cut = text.length() <= 200 ? text : text.substring(0, 200);
      oddities.add(new MtConnectOddity(kind, where, cut));
    }
  }

  /** Sorts the rows by sequence number; to be called once, after the last row. */
  public void sort() {
    order.sort(sequences, size);
  }

  /** Position of the first sorted row whose sequence is not below the given one. */
  public int firstFrom(long sequence) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sequences[order.row(middle)], sequence) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Sequence number of a sorted row. */
  public long sequence(int position) {
    return sequences[order.row(position)];
  }

  /** DataItem of a sorted row. */
  public MtConnectDataItem item(int position) {
    return index.item(items[order.row(position)]);
  }

  /** Time of a sorted row. */
  public long timestampNanos(int position) {
    return timestamps[order.row(position)];
  }

  /** The oddities noted so far. */
  public List<MtConnectOddity> oddities() {
    return List.copyOf(oddities);
  }

  /**
   * Cuts the sorted rows {@code from} (inclusive) to {@code to} (exclusive) into a batch.
   *
   * @param instanceId the agent's instanceId
   * @param nextSequence sequence number that follows the batch
   * @param gaps gaps declared before the first row
   * @param noted oddities to send along
   */
  public MtConnectBatch batch(
      long instanceId,
      long nextSequence,
      int from,
      int to,
      List<MtConnectGap> gaps,
      List<MtConnectOddity> noted) {
    int[] dataItem = new int[to - from];
    for (int i = 0; i < dataItem.length; i++) {
      dataItem[i] = items[order.row(from + i)];
    }
    MtConnectDataItem[] dictionary = index.dictionary(dataItem);
    byte[] kind = new byte[to - from];
    for (int i = 0; i < kind.length; i++) {
      kind[i] = kinds[order.row(from + i)];
    }
    Object[] object = new Object[to - from];
    for (int i = 0; i < object.length; i++) {
      object[i] = objects[order.row(from + i)];
    }
    List<MtConnectCondition> ofRows = conditions == 0 ? List.of() : conditions(kind, object);
    int[] attributeRow = attributed == 0 ? NONE : attributeRows(from, to);
    String[][] sparse = new String[attributeRow.length][];
    Arrays.setAll(sparse, i -> attributes[order.row(from + attributeRow[i])]);
    return new MtConnectBatch(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Columns(
            dictionary,
            dataItem,
            sorted(sequences, from, to),
            sorted(timestamps, from, to),
            kind,
            sorted(bits, from, to),
            object,
            attributeRow,
            sparse),
        new MtConnectBatch.Notes(List.of(), ofRows, List.copyOf(gaps), List.copyOf(noted)));
  }

  private long[] sorted(long[] column, int from, int to) {
    if (order.isAsIs()) {
      return Arrays.copyOfRange(column, from, to);
    }
    long[] sorted = new long[to - from];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = column[order.row(from + i)];
    }
    return sorted;
  }

  // Conditions have a list of their own; their rows hold no object.
  private static List<MtConnectCondition> conditions(byte[] kind, Object[] object) {
    List<MtConnectCondition> conditions = new ArrayList<>();
    for (int i = 0; i < kind.length; i++) {
      if (kind[i] == MtConnectValueKind.CONDITION.code()) {
        conditions.add((MtConnectCondition) object[i]);
        object[i] = null;
      }
    }
    return List.copyOf(conditions);
  }

  private int[] attributeRows(int from, int to) {
    int[] rows = new int[Math.min(attributed, to - from)];
    int count = 0;
    for (int position = from; position < to; position++) {
      if (attributes[order.row(position)] != null) {
        rows[count++] = position - from;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** A batch without observations. */
  public static MtConnectBatch notes(
      String splitId,
      long instanceId,
      long nextSequence,
      List<MtConnectDataItemDescription> descriptions,
      List<MtConnectGap> gaps) {
    return empty(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Notes(
            List.copyOf(descriptions), List.of(), List.copyOf(gaps), List.of()));
  }

  /** A batch without observations that carries what a probe says. */
  public static MtConnectBatch described(
      String splitId,
      long instanceId,
      long nextSequence,
      List<MtConnectDataItemDescription> descriptions,
      List<MtConnectAsset> devices) {
    return empty(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Notes(
            List.copyOf(descriptions),
            List.of(),
            List.of(),
            List.of(),
            List.copyOf(devices),
            Optional.empty()));
  }

  /** A batch without observations that carries assets. */
  public static MtConnectBatch assets(
      String splitId, long instanceId, long nextSequence, List<MtConnectAsset> assets) {
    return empty(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Notes(
            List.of(), List.of(), List.of(), List.of(), List.copyOf(assets), Optional.empty()));
  }

  /** A batch without observations that lists the assets of the agent. */
  public static MtConnectBatch assetsHeld(
      String splitId, long instanceId, long nextSequence, List<MtConnectAsset.Name> names) {
    return empty(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Notes(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(List.copyOf(names))));
  }

  /** A batch without observations that carries the state of the agent at that position. */
  public static MtConnectBatch current(MtConnectBatch state) {
    return empty(
        state.splitId(),
        state.instanceId(),
        state.nextSequence(),
        new MtConnectBatch.Notes(
            List.of(), List.of(), List.of(), List.of(), List.of(), Optional.of(state)));
  }

  private static MtConnectBatch empty(
      String splitId, long instanceId, long nextSequence, MtConnectBatch.Notes notes) {
    return new MtConnectBatch(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Columns(
            new MtConnectDataItem[0],
            new int[0],
            new long[0],
            new long[0],
            new byte[0],
            new long[0],
            new Object[0],
            new int[0],
            new String[0][]),
        notes);
  }

  private void grow() {
    int length = size * 2;
    items = Arrays.copyOf(items, length);
    sequences = Arrays.copyOf(sequences, length);
    timestamps = Arrays.copyOf(timestamps, length);
    kinds = Arrays.copyOf(kinds, length);
    bits = Arrays.copyOf(bits, length);
    objects = Arrays.copyOf(objects, length);
    attributes = Arrays.copyOf(attributes, length);
  }
}
