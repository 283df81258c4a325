package io.resonance.infer.window;

import java.util.Arrays;

/**
 * What was issued for the windows that late values may still correct, sorted by window: the
 * revision, and a fingerprint of the content, so that a window is issued again only where it
 * changed.
 */
final class IssuedWindows {

  /** {@link #revise} found nothing new. */
  static final int UNCHANGED = -1;

  private long[] windows = new long[0];
  private long[] prints = new long[0];
  private int[] revisions = new int[0];
  private int count;

  int size() {
    return count;
  }

  long window(int position) {
    return windows[position];
  }

  long print(int position) {
    return prints[position];
  }

  int revision(int position) {
    return revisions[position];
  }

  /** Remembers a window as it is issued now; answers its revision, or {@link #UNCHANGED}. */
  int revise(long window, long print) {
    int position = find(window);
    if (position < 0) {
      insert(-position - 1, window, print, 0);
      return 0;
    }
    if (prints[position] == print) {
      return UNCHANGED;
    }
    prints[position] = print;
    return ++revisions[position];
  }

  void restore(long window, long print, int revision) {
    insert(count, window, print, revision);
  }

  void forgetBefore(long window) {
    int position = find(window);
    int gone = position < 0 ? -position - 1 : position;
    if (gone > 0) {
      System.arraycopy(windows, gone, windows, 0, count - gone);
      System.arraycopy(prints, gone, prints, 0, count - gone);
      System.arraycopy(revisions, gone, revisions, 0, count - gone);
      count -= gone;
    }
  }

  IssuedWindows copy() {
    IssuedWindows copy = new IssuedWindows();
    copy.windows = Arrays.copyOf(windows, count);
    copy.prints = Arrays.copyOf(prints, count);
    copy.revisions = Arrays.copyOf(revisions, count);
    copy.count = count;
    return copy;
  }

  private int find(long window) {
    if (count == 0 || window > windows[count - 1]) {
      return -count - 1; // the usual case: a window behind all others
    }
    return Arrays.binarySearch(windows, 0, count, window);
  }

  private void insert(int position, long window, long print, int revision) {
    if (count == windows.length) {
      int room = Math.max(4, count * 2);
      windows = Arrays.copyOf(windows, room);
      prints = Arrays.copyOf(prints, room);
      revisions = Arrays.copyOf(revisions, room);
    }
    System.arraycopy(windows, position, windows, position + 1, count - position);
    System.arraycopy(prints, position, prints, position + 1, count - position);
    System.arraycopy(revisions, position, revisions, position + 1, count - position);
    windows[position] = window;
    prints[position] = print;
    revisions[position] = revision;
    count++;
  }
}
