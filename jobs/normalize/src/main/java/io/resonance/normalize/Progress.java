package io.resonance.normalize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the values of one equipment have come, by property and address, in parallel arrays: the
 * keyed state of {@code normalize}. About 60 bytes for each property beside its names.
 */
final class Progress {

  /** In {@link #sequence}: no value has come yet. */
  private static final long UNSEEN = Long.MIN_VALUE;

  /** The names of the slots, which hardly ever change and are shared by copies until they do. */
  private Names names = new Names();

  private boolean sharesNames;

  long[] epoch = new long[8];
  long[] sequence = new long[8];
  long[] sourceTime = new long[8];
  long[] fingerprint = new long[8];
  byte[] finding = new byte[8];
  long[] findingSince = new long[8];

  /** Slots by index and indexes by slot. */
  private static final class Names {

    private final List<Slot> slots;

    /** The slots as bytes, for the names of all are written with every checkpoint. */
    private final List<byte[]> encodedSlots;

    private final Map<Slot, Integer> indexes;

    Names() {
      slots = new ArrayList<>();
      encodedSlots = new ArrayList<>();
      indexes = new HashMap<>();
    }

    Names(Names other) {
      slots = new ArrayList<>(other.slots);
      encodedSlots = new ArrayList<>(other.encodedSlots);
      indexes = new HashMap<>(other.indexes);
    }
  }

  int size() {
    return names.slots.size();
  }

  Slot slot(int index) {
    return names.slots.get(index);
  }

  byte[] encodedSlot(int index) {
    return names.encodedSlots.get(index);
  }

  /** The index of a slot, which is added where it is new. */
  int indexOf(Slot slot) {
    Integer known = names.indexes.get(slot);
    if (known != null) {
      return known;
    }
    if (sharesNames) {
      names = new Names(names);
      sharesNames = false;
    }
    int index = names.slots.size();
    names.slots.add(slot);
    names.encodedSlots.add(ProgressSerializer.encode(slot));
    names.indexes.put(slot, index);
    if (index == epoch.length) {
      grow(index * 2);
    }
    sequence[index] = UNSEEN;
    return index;
  }

  boolean isUnseen(int index) {
    return sequence[index] == UNSEEN;
  }

  /** Made of every state after every checkpoint, while the checkpoint reads the one it is from. */
  Progress copy() {
    Progress copy = new Progress();
    copy.names = names;
    copy.sharesNames = true;
    sharesNames = true;
    copy.epoch = epoch.clone();
    copy.sequence = sequence.clone();
    copy.sourceTime = sourceTime.clone();
    copy.fingerprint = fingerprint.clone();
    copy.finding = finding.clone();
    copy.findingSince = findingSince.clone();
    return copy;
  }

  private void grow(int capacity) {
    epoch = Arrays.copyOf(epoch, capacity);
    sequence = Arrays.copyOf(sequence, capacity);
    sourceTime = Arrays.copyOf(sourceTime, capacity);
    fingerprint = Arrays.copyOf(fingerprint, capacity);
    finding = Arrays.copyOf(finding, capacity);
    findingSince = Arrays.copyOf(findingSince, capacity);
  }
}
