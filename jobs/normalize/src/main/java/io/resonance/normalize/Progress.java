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

  private final List<Slot> slots = new ArrayList<>();

  /** The slots as bytes, for the names of all are written with every checkpoint. */
  private final List<byte[]> encodedSlots = new ArrayList<>();

  private final Map<Slot, Integer> indexes = new HashMap<>();
  long[] epoch = new long[8];
  long[] sequence = new long[8];
  long[] sourceTime = new long[8];
  long[] fingerprint = new long[8];
  byte[] finding = new byte[8];
  long[] findingSince = new long[8];

  int size() {
    return slots.size();
  }

  Slot slot(int index) {
    return slots.get(index);
  }

  byte[] encodedSlot(int index) {
    return encodedSlots.get(index);
  }

  /** The index of a slot, which is added where it is new. */
  int indexOf(Slot slot) {
    Integer known = indexes.get(slot);
    if (known != null) {
      return known;
    }
    int index = slots.size();
    slots.add(slot);
    encodedSlots.add(ProgressSerializer.encode(slot));
    indexes.put(slot, index);
    if (index == epoch.length) {
      grow(index * 2);
    }
    sequence[index] = UNSEEN;
    return index;
  }

  boolean isUnseen(int index) {
    return sequence[index] == UNSEEN;
  }

  Progress copy() {
    Progress copy = new Progress();
    slots.forEach(copy::indexOf);
    copy.epoch = Arrays.copyOf(epoch, copy.epoch.length);
    copy.sequence = Arrays.copyOf(sequence, copy.sequence.length);
    copy.sourceTime = Arrays.copyOf(sourceTime, copy.sourceTime.length);
    copy.fingerprint = Arrays.copyOf(fingerprint, copy.fingerprint.length);
    copy.finding = Arrays.copyOf(finding, copy.finding.length);
    copy.findingSince = Arrays.copyOf(findingSince, copy.findingSince.length);
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
