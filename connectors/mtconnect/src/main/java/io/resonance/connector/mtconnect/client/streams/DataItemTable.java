package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.text.KnownTexts;
import io.resonance.connector.mtconnect.client.text.TextLookup;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the DataItem of an observation by the bytes of its id, without making a string: an open
 * hash table that forgets everything when it is full.
 */
final class DataItemTable implements TextLookup<DataItemTable.Entry> {
  private static final int LEAST = 1 << 10;
  private static final int MOST = 200_000;

  private Entry[] entries = new Entry[LEAST];
  private int size;

  /** A DataItem, and how an observation of it was written last. */
  static final class Entry {
    private final byte[] key;
    private final int hash;
    private MtConnectDataItem item;
    private ObservationLayout layout;

    private Entry(byte[] key, int hash) {
      this.key = key;
      this.hash = hash;
    }

    MtConnectDataItem item() {
      return item;
    }

    /** How its last observation was written, or null: asked once per observation. */
    ObservationLayout layout() {
      return layout;
    }

    void layout(ObservationLayout last) {
      layout = last;
    }
  }

  /** The entry with an id, or null: asked once per observation. */
  @Override
  public Entry find(byte[] text, int start, int end) {
    return entries[slot(text, start, end, KnownTexts.hash(text, start, end))];
  }

  /** Takes the place of what was known under the DataItem's id. */
  Entry put(MtConnectDataItem item) {
    byte[] key = item.dataItemId().getBytes(StandardCharsets.UTF_8);
    if (size >= MOST) {
      entries = new Entry[LEAST];
      size = 0;
    } else if (size * 2 >= entries.length) {
      grow();
    }
    int hash = KnownTexts.hash(key, 0, key.length);
    int slot = slot(key, 0, key.length, hash);
    if (entries[slot] == null) {
      entries[slot] = new Entry(key, hash);
      size++;
    }
    entries[slot].item = item;
    entries[slot].layout = null;
    return entries[slot];
  }

  void forgetLayouts() {
    for (Entry entry : entries) {
      if (entry != null) {
        entry.layout = null;
      }
    }
  }

  private int slot(byte[] text, int start, int end, int hash) {
    int mask = entries.length - 1;
    int slot = hash & mask;
    for (Entry entry = entries[slot]; entry != null; entry = entries[slot]) {
      if (entry.hash == hash && Arrays.equals(entry.key, 0, entry.key.length, text, start, end)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    Entry[] old = entries;
    entries = new Entry[old.length * 2];
    for (Entry each : old) {
      if (each != null) {
        entries[slot(each.key, 0, each.key.length, each.hash)] = each;
      }
    }
  }
}
