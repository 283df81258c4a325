package io.resonance.connector.mtconnect.source;

import java.util.Arrays;

/**
 * Numbers the DataItem objects of one agent, by identity, and keeps the numbers from document to
 * document; forgets them all when there are too many.
 */
// Comparing ten strings of each row would cost more than the rest of it.
@SuppressWarnings("ReferenceEquality")
final class DataItemIndex {
  private static final int LEAST = 1 << 8;
  private static final int MOST = 1 << 18;

  private MtConnectDataItem[] items = new MtConnectDataItem[LEAST];
  private int[] slots = new int[LEAST * 2];
  private int count;
  private MtConnectDataItem last;
  private int lastNumber;

  // Of each item, its place in a dictionary, and the number of that dictionary.
  private int[] places = new int[LEAST];
  private int[] stamps = new int[LEAST];
  private int[] chosen = new int[LEAST];
  private int stamp;

  /** To be called between documents. */
  void makeRoom() {
    if (count > MOST) {
      items = new MtConnectDataItem[LEAST];
      slots = new int[LEAST * 2];
      places = new int[LEAST];
      stamps = new int[LEAST];
      chosen = new int[LEAST];
      count = 0;
      last = null;
    }
  }

  /** The DataItem with a number. */
  MtConnectDataItem item(int number) {
    return items[number];
  }

  /** The number of a DataItem. */
  int of(MtConnectDataItem item) {
    if (item != last) {
      lastNumber = find(item);
      last = item;
    }
    return lastNumber;
  }

  private int find(MtConnectDataItem item) {
    int mask = slots.length - 1;
    int slot = System.identityHashCode(item) & mask;
    while (slots[slot] != 0) {
      if (items[slots[slot] - 1] == item) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (count == items.length) {
      grow();
      return find(item);
    }
    items[count] = item;
    slots[slot] = ++count;
    return count - 1;
  }

  private void grow() {
    items = Arrays.copyOf(items, count * 2);
    places = Arrays.copyOf(places, count * 2);
    stamps = Arrays.copyOf(stamps, count * 2);
    chosen = new int[count * 2];
    slots = new int[count * 4];
    int mask = slots.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = System.identityHashCode(items[i]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  /**
   * Replaces numbers by places in the dictionary of a batch, which is returned: the DataItems in
   * the order in which they come first.
   */
  MtConnectDataItem[] dictionary(int[] numbers) {
    stamp++;
    int size = 0;
    for (int i = 0; i < numbers.length; i++) {
      int number = numbers[i];
      if (stamps[number] != stamp) {
        stamps[number] = stamp;
        chosen[size] = number;
        places[number] = size++;
      }
      numbers[i] = places[number];
    }
    MtConnectDataItem[] dictionary = new MtConnectDataItem[size];
    for (int place = 0; place < size; place++) {
      dictionary[place] = items[chosen[place]];
    }
    return dictionary;
  }
}
