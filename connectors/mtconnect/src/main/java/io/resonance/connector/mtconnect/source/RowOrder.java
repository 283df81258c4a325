package io.resonance.connector.mtconnect.source;

import java.util.Arrays;

/**
 * The order of rows by unsigned sequence number, rows with the same one in the order they came.
 *
 * <p>Agents group observations by DataItem: a document is many runs that ascend, and together they
 * mostly are all numbers of a range. So a row is first put where its number says; only where two
 * rows want one place, or numbers are far apart, the runs are merged. Nothing is boxed, and arrays
 * are used again.
 */
final class RowOrder {
  /** How many places a row may have at most before merging is the lesser work. */
  private static final int PLACES_PER_ROW = 8;

  private int[] order = new int[0];
  private int[] scratch = new int[0];
  private int[] runs = new int[0];
  private boolean isAsIs;

  /** The row at a position. */
  int row(int position) {
    return order[position];
  }

  /** True if the rows came in order, so that positions are rows. */
  boolean isAsIs() {
    return isAsIs;
  }

  /** Sorts the first rows of a column. */
  void sort(long[] sequences, int size) {
    if (order.length < size) {
      order = new int[sequences.length];
    }
    int runCount = 1;
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int row = 0; row < size; row++) {
      order[row] = row;
      long signed = sequences[row] ^ Long.MIN_VALUE;
      least = Math.min(least, signed);
      most = Math.max(most, signed);
      if (row > 0 && Long.compareUnsigned(sequences[row - 1], sequences[row]) > 0) {
        runCount++;
      }
    }
    isAsIs = runCount == 1;
    // The difference overflows only where it is huge, and then it is negative.
    long distance = size == 0 ? 0 : most - least;
    boolean dense = distance >= 0 && distance < (long) size * PLACES_PER_ROW;
    if (!isAsIs && !(dense && place(sequences, size, least, (int) distance + 1))) {
      merge(sequences, size, runCount);
    }
  }

  /** Puts each row where its number says; false if two rows have the same. */
  private boolean place(long[] sequences, int size, long least, int places) {
    if (scratch.length < places) {
      scratch = new int[places + places / 4];
    }
    Arrays.fill(scratch, 0, places, 0);
    for (int row = 0; row < size; row++) {
      int place = (int) ((sequences[row] ^ Long.MIN_VALUE) - least);
      if (scratch[place] != 0) {
        return false;
      }
      scratch[place] = row + 1;
    }
    int position = 0;
    for (int place = 0; place < places; place++) {
      if (scratch[place] != 0) {
        order[position++] = scratch[place] - 1;
      }
    }
    return true;
  }

  /** Merges neighbouring runs until there is one. */
  private void merge(long[] sequences, int size, int runCount) {
    if (scratch.length < size) {
      scratch = new int[size];
    }
    if (runs.length <= runCount) {
      runs = new int[runCount + 1];
    }
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (row == 0 || Long.compareUnsigned(sequences[row - 1], sequences[row]) > 0) {
        runs[count++] = row;
      }
    }
    runs[count] = size;
    while (count > 1) {
      int merged = 0;
      for (int run = 0; run < count; run += 2) {
        int from = runs[run];
        int middle = runs[Math.min(run + 1, count)];
        int to = runs[Math.min(run + 2, count)];
        merge(sequences, from, middle, to);
        runs[merged++] = from;
      }
      runs[merged] = size;
      count = merged;
      int[] done = scratch;
      scratch = order;
      order = done;
    }
  }

  private void merge(long[] sequences, int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takesLeft =
          right == to
              || (left < middle
                  && Long.compareUnsigned(sequences[order[left]], sequences[order[right]]) <= 0);
      scratch[at] = takesLeft ? order[left++] : order[right++];
    }
  }
}
