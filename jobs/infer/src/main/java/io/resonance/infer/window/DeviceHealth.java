package io.resonance.infer.window;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an equipment said about its own health (NAMUR NE 107) and when, sorted by time: samples
 * taken in FAILURE or CHECK_FUNCTION are no model input. Bounded; the oldest word is forgotten
 * first.
 */
final class DeviceHealth {

  /** The profile's term. */
  static final String PROPERTY = "device-health";

  static final byte FIT = 0;
  static final byte FAILURE = 1;
  static final byte CHECK_FUNCTION = 2;

  private static final int MOST = 256;

  private long[] times = new long[0];
  private byte[] words = new byte[0];
  private int count;

  /** The code of a word of the vocabulary; empty for one that says nothing about samples. */
  static Optional<Byte> code(String word) {
    return switch (word) {
      case "FAILURE" -> Optional.of(FAILURE);
      case "CHECK_FUNCTION" -> Optional.of(CHECK_FUNCTION);
      case "NORMAL", "OFF_SPEC", "MAINTENANCE_REQUIRED" -> Optional.of(FIT);
      default -> Optional.empty();
    };
  }

  static String word(byte code) {
    return code == FAILURE ? "FAILURE" : "CHECK_FUNCTION";
  }

  int size() {
    return count;
  }

  long time(int position) {
    return times[position];
  }

  byte code(int position) {
    return words[position];
  }

  /** Notes a word; answers whether it changes anything. */
  boolean put(long time, byte code) {
    int at = count == 0 ? -1 : Arrays.binarySearch(times, 0, count, time);
    if (at >= 0) {
      boolean changes = words[at] != code;
      words[at] = code;
      return changes;
    }
    at = -at - 1;
    if (at > 0 ? words[at - 1] == code : count == 0 && code == FIT) {
      return false;
    }
    if (count == MOST) {
      if (at == 0) {
        return false;
      }
      remove(0);
      at--;
    }
    if (count == times.length) {
      times = Arrays.copyOf(times, Math.max(4, count * 2));
      words = Arrays.copyOf(words, times.length);
    }
    System.arraycopy(times, at, times, at + 1, count - at);
    System.arraycopy(words, at, words, at + 1, count - at);
    times[at] = time;
    words[at] = code;
    count++;
    return true;
  }

  /** The first word between two times that makes samples unfit; {@link #FIT} where none does. */
  byte worst(long from, long to) {
    for (int at = 0; at < count && times[at] < to; at++) {
      boolean lasts = at + 1 == count || times[at + 1] > from;
      if (words[at] != FIT && lasts) {
        return words[at];
      }
    }
    return FIT;
  }

  /** Forgets words that were followed by another one before a time. */
  void forgetBefore(long time) {
    while (count > 1 && times[1] <= time) {
      remove(0);
    }
    if (count == 1 && words[0] == FIT && times[0] <= time) {
      remove(0);
    }
  }

  DeviceHealth copy() {
    DeviceHealth copy = new DeviceHealth();
    copy.times = Arrays.copyOf(times, count);
    copy.words = Arrays.copyOf(words, count);
    copy.count = count;
    return copy;
  }

  private void remove(int at) {
    System.arraycopy(times, at + 1, times, at, count - at - 1);
    System.arraycopy(words, at + 1, words, at, count - at - 1);
    count--;
  }
}
