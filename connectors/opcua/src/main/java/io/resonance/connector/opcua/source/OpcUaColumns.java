package io.resonance.connector.opcua.source;

import java.util.Arrays;

/**
 * Growing columns of values, to be made into one {@link OpcUaBatch}. Not thread-safe; after {@link
 * OpcUaBatch} took the columns they must not be changed.
 */
public final class OpcUaColumns {

  /** The Overflow bit of a StatusCode whose InfoType is DataValue (OPC UA Part 4, 7.39.1). */
  private static final int OVERFLOW = 0x480;

  int size;
  int[] items;
  byte[] kinds;
  long[] bits;
  Object[] objects;
  int[] statusCodes;
  long[] sourceTimes;
  long[] serverTimes;
  private int overflows;

  public OpcUaColumns(int capacity) {
    items = new int[capacity];
    kinds = new byte[capacity];
    bits = new long[capacity];
    objects = null;
    statusCodes = new int[capacity];
    sourceTimes = new long[capacity];
    serverTimes = new long[capacity];
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
    kinds[size] = kind;
    bits[size] = valueBits;
    statusCodes[size] = statusCode;
    sourceTimes[size] = sourceTime;
    serverTimes[size] = serverTime;
    if ((statusCode & OVERFLOW) == OVERFLOW) {
      overflows++;
    }
    size++;
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

  /** Adds value {@code index} of another instance. */
  public void addFrom(OpcUaColumns other, int index) {
    if (other.objects != null && other.objects[index] != null) {
      addObject(
          other.items[index],
          other.kinds[index],
          other.objects[index],
          other.statusCodes[index],
          other.sourceTimes[index],
          other.serverTimes[index]);
    } else {
      add(
          other.items[index],
          other.kinds[index],
          other.bits[index],
          other.statusCodes[index],
          other.sourceTimes[index],
          other.serverTimes[index]);
    }
  }

  /** The item of a value, an index into the split's items. */
  public int item(int index) {
    return items[index];
  }

  /** The time that orders a value among its item's: source time, else server time. */
  public long orderTime(int index) {
    return sourceTimes[index] == OpcUaBatch.ABSENT ? serverTimes[index] : sourceTimes[index];
  }

  /** Whether the server discarded values of this item before this one. */
  public boolean overflowed(int index) {
    return overflows > 0 && (statusCodes[index] & OVERFLOW) == OVERFLOW;
  }

  /** Whether any value carries the Overflow bit. */
  public boolean anyOverflow() {
    return overflows > 0;
  }

  private void grow() {
    int capacity = Math.max(16, size * 2);
    items = Arrays.copyOf(items, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    bits = Arrays.copyOf(bits, capacity);
    statusCodes = Arrays.copyOf(statusCodes, capacity);
    sourceTimes = Arrays.copyOf(sourceTimes, capacity);
    serverTimes = Arrays.copyOf(serverTimes, capacity);
    if (objects != null) {
      objects = Arrays.copyOf(objects, capacity);
    }
  }
}
