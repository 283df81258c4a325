package io.resonance.connector.opcua.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Growing columns of values, to be made into one {@link OpcUaBatch}. Not thread-safe; after {@link
 * OpcUaBatch} took the columns they must not be changed.
 */
public final class OpcUaColumns {

  /** The Overflow bit of a StatusCode whose InfoType is DataValue (OPC UA Part 4, 7.38.1). */
  private static final int OVERFLOW = 0x480;

  /** InfoType DataValue: only then do the bits below mean anything (OPC UA Part 4, 7.38.1). */
  private static final int DATA_VALUE = 0x400;

  private static final int SEMANTICS_CHANGED = 0x4400;

  int size;
  int[] items;
  long[] bits;
  long[] sourceTimes;

  /** Absent while every value is of {@link #oneKind}. */
  byte[] kinds;

  byte oneKind;

  /** Absent while every value is Good. */
  int[] statusCodes;

  /** Absent while every value has its source time. */
  long[] serverTimes;

  Object[] objects;

  /** The latest {@link #orderTime}. */
  long latestTime = OpcUaBatch.ABSENT;

  /** Whether any value has no source time. */
  boolean lacksSourceTimes;

  /** Units of 10 ps, the source's in the upper half; absent as long as no value has any. */
  int[] picoseconds;

  private int overflows;
  private int semanticsChanges;
  private List<OpcUaItemDescription> descriptions = List.of();
  private List<OpcUaEvent> events = List.of();

  public OpcUaColumns(int capacity) {
    items = new int[capacity];
    bits = new long[capacity];
    sourceTimes = new long[capacity];
  }

  /** How many values there are. */
  public int size() {
    return size;
  }

  /** Adds a value whose kind lives in the bits column. */
  public void add(
      int item, byte kind, long valueBits, int statusCode, long sourceTime, long serverTime) {
    if (size == items.length) {
      grow();
    }
    items[size] = item;
    bits[size] = valueBits;
    sourceTimes[size] = sourceTime;
    // most messages hold values of one kind, all Good and with one time: their columns are not made
    if (kinds != null) {
      kinds[size] = kind;
    } else if (kind != oneKind) {
      kind(kind);
    }
    if (statusCodes != null) {
      statusCodes[size] = statusCode;
    } else if (statusCode != 0) {
      statusCodes = new int[items.length];
      statusCodes[size] = statusCode;
    }
    if (serverTimes != null) {
      serverTimes[size] = serverTime;
    } else if (serverTime != sourceTime) {
      serverTimes = Arrays.copyOf(sourceTimes, sourceTimes.length);
      serverTimes[size] = serverTime;
    }
    if (sourceTime == OpcUaBatch.ABSENT) {
      lacksSourceTimes = true;
      latestTime = Math.max(latestTime, serverTime);
    } else {
      latestTime = Math.max(latestTime, sourceTime);
    }
    if ((statusCode & DATA_VALUE) != 0) {
      count(statusCode);
    }
    size++;
  }

  /** A value is of another kind than those before it. */
  private void kind(byte kind) {
    if (size == 0) {
      oneKind = kind;
    } else {
      kinds = new byte[items.length];
      Arrays.fill(kinds, 0, size, oneKind);
      kinds[size] = kind;
    }
  }

  private void count(int statusCode) {
    if ((statusCode & OVERFLOW) == OVERFLOW) {
      overflows++;
    }
    if ((statusCode & SEMANTICS_CHANGED) == SEMANTICS_CHANGED) {
      semanticsChanges++;
    }
  }

  /** Gives the last value added its picoseconds, in units of 10 ps. */
  public void picoseconds(int source, int server) {
    if (picoseconds == null) {
      picoseconds = new int[items.length];
    }
    picoseconds[size - 1] = source << 16 | server;
  }

  /** Adds a value whose kind lives in the object column. */
  public void addObject(
      int item, byte kind, Object value, int statusCode, long sourceTime, long serverTime) {
    add(item, kind, 0, statusCode, sourceTime, serverTime);
    if (objects == null) {
      objects = new Object[items.length];
    }
    objects[size - 1] = value;
  }

  /** Adds a double. */
  public void addDouble(int item, double value, int statusCode, long sourceTime, long serverTime) {
    add(
        item,
        OpcUaValueKind.DOUBLE,
        Double.doubleToRawLongBits(value),
        statusCode,
        sourceTime,
        serverTime);
  }

  /** Adds an event of the same message. */
  public void addEvent(OpcUaEvent event) {
    if (events.isEmpty()) {
      events = new ArrayList<>();
    }
    events.add(event);
  }

  /** The events of the message, in order; usually none. */
  public List<OpcUaEvent> events() {
    return events;
  }

  /** Adds value {@code index} of another instance. */
  public void addFrom(OpcUaColumns other, int index) {
    int status = other.statusCode(index);
    long serverTime = other.serverTime(index);
    if (other.object(index) == null) {
      add(
          other.items[index],
          other.kind(index),
          other.bits[index],
          status,
          other.sourceTimes[index],
          serverTime);
    } else {
      addObject(
          other.items[index],
          other.kind(index),
          other.objects[index],
          status,
          other.sourceTimes[index],
          serverTime);
    }
    if (other.picoseconds != null && other.picoseconds[index] != 0) {
      int units = other.picoseconds[index];
      picoseconds(units >>> 16, units & 0xffff);
    }
  }

  /** The item of a value, an index into the split's items. */
  public int item(int index) {
    return items[index];
  }

  /** The StatusCode of a value, all 32 bits. */
  public int statusCode(int index) {
    return statusCodes == null ? 0 : statusCodes[index];
  }

  /** When the server got a value, or {@link OpcUaBatch#ABSENT}. */
  public long serverTime(int index) {
    return serverTimes == null ? sourceTimes[index] : serverTimes[index];
  }

  /** The kind of a value, one of {@link OpcUaValueKind}. */
  byte kind(int index) {
    return kinds == null ? oneKind : kinds[index];
  }

  /** The object of a value; null where its bits say all. */
  Object object(int index) {
    return objects == null ? null : objects[index];
  }

  /** The latest {@link #orderTime} of all values, or {@link OpcUaBatch#ABSENT}. */
  public long latestTime() {
    return latestTime;
  }

  /** When a value changed at its source, or {@link OpcUaBatch#ABSENT}. */
  public long sourceTime(int index) {
    return sourceTimes[index];
  }

  /** The time that orders a value among its item's: source time, else server time. */
  public long orderTime(int index) {
    return sourceTimes[index] == OpcUaBatch.ABSENT ? serverTime(index) : sourceTimes[index];
  }

  /**
   * A hash of what a value says: its kind, content and status, but not its times. The lower half of
   * the status is left out: it tells how a value came, through a queue that overflowed or from a
   * history (Part 4, 7.38.1), and the same value may come in another way. Part of state: it must
   * never change.
   */
  public int contentHash(int index) {
    Object object = objects == null ? null : objects[index];
    long content = object == null ? bits[index] : Arrays.deepHashCode(new Object[] {object});
    // the halves of a long must not cancel each other out, as those of 0 and of -1 would
    long mixed = (content ^ (content >>> 32)) * 0x9E3779B97F4A7C15L;
    int status = statusCode(index) >>> 16;
    return 31 * (31 * (int) (mixed >>> 32) + status) + kind(index);
  }

  /** The end of the values that are of the same item as the given one and follow it directly. */
  public int endOfRun(int index) {
    int end = index + 1;
    while (end < size && items[end] == items[index]) {
      end++;
    }
    return end;
  }

  /** Whether the server discarded values of this item before this one. */
  public boolean overflowed(int index) {
    return overflows > 0 && (statusCode(index) & OVERFLOW) == OVERFLOW;
  }

  /** Whether any value carries the Overflow bit. */
  public boolean anyOverflow() {
    return overflows > 0;
  }

  /** The items of which the server says that their description changed, in order. */
  public List<Integer> itemsWithChangedSemantics() {
    if (semanticsChanges == 0) {
      return List.of();
    }
    return IntStream.range(0, size)
        .filter(i -> (statusCode(i) & SEMANTICS_CHANGED) == SEMANTICS_CHANGED)
        .map(i -> items[i])
        .distinct()
        .boxed()
        .toList();
  }

  /** What the server said anew about items, to be handed over before these values. */
  public void describedAnew(List<OpcUaItemDescription> anew) {
    descriptions = List.copyOf(anew);
  }

  /** What the server said anew about items; usually nothing. */
  public List<OpcUaItemDescription> descriptions() {
    return descriptions;
  }

  private void grow() {
    int capacity = Math.max(16, size * 2);
    items = Arrays.copyOf(items, capacity);
    bits = Arrays.copyOf(bits, capacity);
    sourceTimes = Arrays.copyOf(sourceTimes, capacity);
    kinds = kinds == null ? null : Arrays.copyOf(kinds, capacity);
    statusCodes = statusCodes == null ? null : Arrays.copyOf(statusCodes, capacity);
    serverTimes = serverTimes == null ? null : Arrays.copyOf(serverTimes, capacity);
    objects = objects == null ? null : Arrays.copyOf(objects, capacity);
    if (picoseconds != null) {
      picoseconds = Arrays.copyOf(picoseconds, capacity);
    }
  }
}
