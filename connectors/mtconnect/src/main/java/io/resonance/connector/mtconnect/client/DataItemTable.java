package io.resonance.connector.mtconnect.client;

import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import java.util.Arrays;

/**
 * Finds the DataItem of an observation by the characters of its id, without making a string: an
 * open hash table that forgets everything when it is full.
 */
final class DataItemTable {
  private static final int MOST = 200_000;

  private char[][] keys = new char[1 << 10][];
  private MtConnectDataItem[] items = new MtConnectDataItem[1 << 10];
  private int size;
  private int slot;

  /** True if the id is known with this type; {@link #found} then gives it. */
  boolean find(char[] text, int start, int end) {
    int mask = keys.length - 1;
    slot = hash(text, start, end) & mask;
    while (keys[slot] != null) {
      if (Arrays.equals(keys[slot], 0, keys[slot].length, text, start, end)) {
        return true;
      }
      slot = (slot + 1) & mask;
    }
    return false;
  }

  MtConnectDataItem found() {
    return items[slot];
  }

  void put(MtConnectDataItem item) {
    char[] key = item.dataItemId().toCharArray();
    if (size >= MOST) {
      keys = new char[1 << 10][];
      items = new MtConnectDataItem[1 << 10];
      size = 0;
    } else if (size * 2 >= keys.length) {
      grow();
    }
    if (!find(key, 0, key.length)) {
      keys[slot] = key;
      size++;
    }
    items[slot] = item;
  }

  private void grow() {
    MtConnectDataItem[] old = items;
    keys = new char[keys.length * 2][];
    items = new MtConnectDataItem[keys.length];
    for (MtConnectDataItem each : old) {
      if (each != null) {
        char[] key = each.dataItemId().toCharArray();
        find(key, 0, key.length);
        keys[slot] = key;
        items[slot] = each;
      }
    }
  }

  private static int hash(char[] text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    return hash ^ hash >>> 15;
  }
}
