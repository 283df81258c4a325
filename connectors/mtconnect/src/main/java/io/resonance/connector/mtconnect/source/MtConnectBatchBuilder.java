package io.resonance.connector.mtconnect.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Growing columns that a parser fills row by row, in document order, and that are then cut into
 * batches in sequence order. Reused from document to document; one thread.
 */
public final class MtConnectBatchBuilder {
  private static final int INDEX_BITS = 23;

  private final String splitId;
  private int size;
  private MtConnectDataItem[] items = new MtConnectDataItem[256];
  private long[] sequences = new long[256];
  private long[] timestamps = new long[256];
  private byte[] kinds = new byte[256];
  private long[] bits = new long[256];
  private Object[] objects = new Object[256];
  private String[][] attributes = new String[256][];
  private int[] order = new int[0];
  private final List<MtConnectOddity> oddities = new ArrayList<>();

  /**
   * @param splitId id of the split
   */
  public MtConnectBatchBuilder(String splitId) {
    this.splitId = splitId;
  }

  /** Forgets all rows and oddities. */
  public void clear() {
    Arrays.fill(items, 0, size, null);
    Arrays.fill(objects, 0, size, null);
    Arrays.fill(attributes, 0, size, null);
    size = 0;
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
    items[size] = item;
    sequences[size] = sequence;
    timestamps[size] = timestampNanos;
    kinds[size] = kind.code();
    bits[size] = valueBits;
    objects[size++] = exact;
  }

  /** Gives the row added last attributes of its own, names and values in turn. */
  public void attributes(String[] namesAndValues) {
    attributes[size - 1] = namesAndValues;
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
    order = new int[size];
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long signed = sequences[i] ^ Long.MIN_VALUE;
      least = Math.min(least, signed);
      most = Math.max(most, signed);
    }
    if (size > 0
        && most - least >= 0
        && most - least < 1L << (62 - INDEX_BITS)
        && size < 1 << INDEX_BITS) {
      sortPacked(least);
    } else {
      sortBoxed();
    }
  }

  // Distance from the least sequence and row index packed into one long: a primitive sort.
  private void sortPacked(long least) {
    long[] packed = new long[size];
    for (int i = 0; i < size; i++) {
      packed[i] = (((sequences[i] ^ Long.MIN_VALUE) - least) << INDEX_BITS) | i;
    }
    Arrays.sort(packed);
    for (int i = 0; i < size; i++) {
      order[i] = (int) (packed[i] & ((1 << INDEX_BITS) - 1));
    }
  }

  private void sortBoxed() {
    Integer[] boxed = new Integer[size];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Long.compareUnsigned(sequences[a], sequences[b]));
    Arrays.setAll(order, i -> boxed[i]);
  }

  /** Position of the first sorted row whose sequence is not below the given one. */
  public int firstFrom(long sequence) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sequences[order[middle]], sequence) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Sequence number of a sorted row. */
  public long sequence(int position) {
    return sequences[order[position]];
  }

  /** DataItem of a sorted row. */
  public MtConnectDataItem item(int position) {
    return items[order[position]];
  }

  /** Time of a sorted row. */
  public long timestampNanos(int position) {
    return timestamps[order[position]];
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
    int length = to - from;
    List<MtConnectCondition> conditions = new ArrayList<>(0);
    int[] dataItem = new int[length];
    long[] sequence = new long[length];
    long[] timestamp = new long[length];
    byte[] kind = new byte[length];
    long[] value = new long[length];
    Object[] object = new Object[length];
    int[] attributeRow = new int[length];
    int withAttributes = 0;
    IdentityHashMap<MtConnectDataItem, Integer> index = new IdentityHashMap<>();
    for (int i = 0; i < length; i++) {
      int row = order[from + i];
      Integer known = index.putIfAbsent(items[row], index.size());
      dataItem[i] = known == null ? index.size() - 1 : known;
      sequence[i] = sequences[row];
      timestamp[i] = timestamps[row];
      kind[i] = kinds[row];
      value[i] = bits[row];
      if (objects[row] instanceof MtConnectCondition condition) {
        conditions.add(condition);
      } else {
        object[i] = objects[row];
      }
      if (attributes[row] != null) {
        attributeRow[withAttributes++] = i;
      }
    }
    MtConnectDataItem[] dictionary = new MtConnectDataItem[index.size()];
    index.forEach((item, at) -> dictionary[at] = item);
    int[] sparseRow = Arrays.copyOf(attributeRow, withAttributes);
    String[][] sparse = new String[withAttributes][];
    Arrays.setAll(sparse, i -> attributes[order[from + sparseRow[i]]]);
    return new MtConnectBatch(
        splitId,
        instanceId,
        nextSequence,
        new MtConnectBatch.Columns(
            dictionary, dataItem, sequence, timestamp, kind, value, object, sparseRow, sparse),
        new MtConnectBatch.Notes(
            List.of(), List.copyOf(conditions), List.copyOf(gaps), List.copyOf(noted)));
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
