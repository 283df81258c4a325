package io.resonance.connector.mtconnect.client.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads ISO 8601 times into nanoseconds since the Unix epoch, without objects. */
public final class TextTime {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NANOS = 1_000_000_000L;
  private static final long FARTHEST_SECOND = Long.MAX_VALUE / NANOS - 1;
  private static final long CLOCK = 0x3030_3A30_303A_3030L;
  private static final long SIXES = 0x0606_0606_0606_0606L;
  private static final long HIGH_HALVES = 0xF0F0_F0F0_F0F0_F0F0L;
  private static final long COLONS = 0x0000_FF00_00FF_0000L;
  private static final int[] FRACTION_SCALE = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  /** How a text was read. */
  public enum Reading {
    /** A time with its zone. */
    EXACT,
    /** A time without a zone, taken as UTC. */
    WITHOUT_ZONE,
    /** A time with characters after it, which were ignored. */
    TRAILING,
    /** No time. */
    UNREADABLE
  }

  private long nanos;

  // Most observations of a document are of one day: its ten characters and what they mean.
  private long dayHead;
  private int dayTail;
  private long daySeconds;
  private boolean dayKnown;

  /** The time read last. */
  public long nanos() {
    return nanos;
  }

  /**
   * Reads {@code 2026-05-10T17:38:08.123456789Z} with any fraction or none; gives where it ends, or
   * -1 if this is no such time or the position is already -1.
   */
  public int exact(byte[] text, int start, int end) {
    if (start < 0 || end - start < 20 || text[start + 10] != 'T' || !day(text, start)) {
      return -1;
    }
    // Digits become 0 to 9, the colons 0.
    long clock = (long) LONGS.get(text, start + 11) ^ CLOCK;
    int hour = (int) (clock & 0xf) * 10 + (int) ((clock >>> 8) & 0xf);
    int minute = (int) ((clock >>> 24) & 0xf) * 10 + (int) ((clock >>> 32) & 0xf);
    int second = (int) ((clock >>> 48) & 0xf) * 10 + (int) (clock >>> 56);
    boolean digits = ((clock | (clock + SIXES)) & HIGH_HALVES) == 0 && (clock & COLONS) == 0;
    if (!digits || hour > 24 || minute > 59 || second > 60) {
      return -1;
    }
    int at = start + 19;
    int fraction = 0;
    if (text[at] == '.') {
      int first = ++at;
      int last = Math.min(end, first + 9);
      while (at < last && text[at] >= '0' && text[at] <= '9') {
        fraction = fraction * 10 + (text[at++] - '0');
      }
      fraction *= FRACTION_SCALE[at - first];
    }
    long seconds = daySeconds + hour * 3_600L + minute * 60L + second;
    if (at >= end || text[at] != 'Z' || Math.abs(seconds) > FARTHEST_SECOND) {
      return -1;
    }
    nanos = seconds * NANOS + fraction;
    return at + 1;
  }

  /** Reads {@code 2026-05-10T17:38:08.123456789Z}, any fraction, any or no zone. */
  public Reading read(byte[] text, int start, int end) {
    if (exact(text, start, end) == end) {
      return Reading.EXACT;
    }
    if (end - start < 19 || text[start + 13] != ':' || text[start + 16] != ':') {
      return Reading.UNREADABLE;
    }
    byte t = text[start + 10];
    int hour = two(text, start + 11);
    int minute = two(text, start + 14);
    int second = two(text, start + 17);
    if ((t != 'T' && t != 't' && t != ' ')
        || hour < 0
        || hour > 24
        || minute < 0
        || minute > 59
        || second < 0
        || second > 60
        || !day(text, start)) {
      return Reading.UNREADABLE;
    }
    long seconds = daySeconds + hour * 3_600L + minute * 60L + second;
    int at = start + 19;
    int fraction = 0;
    if (at < end && (text[at] == '.' || text[at] == ',')) {
      int digits = 0;
      for (at++; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
        if (digits < 9) {
          fraction = fraction * 10 + (text[at] - '0');
          digits++;
        }
      }
      fraction *= FRACTION_SCALE[digits];
    }
    return zone(text, at, end, seconds, fraction);
  }

  private boolean day(byte[] text, int start) {
    long head = (long) LONGS.get(text, start);
    int tail = (text[start + 8] << 8) | text[start + 9];
    return (dayKnown && head == dayHead && tail == dayTail) || newDay(text, start, head, tail);
  }

  private boolean newDay(byte[] text, int start, long head, int tail) {
    int year = two(text, start) * 100 + two(text, start + 2);
    int month = two(text, start + 5);
    int day = two(text, start + 8);
    if (text[start + 4] != '-'
        || text[start + 7] != '-'
        || year < 0
        || month < 1
        || month > 12
        || day < 1
        || day > 31) {
      return false;
    }
    daySeconds = days(year, month, day) * 86_400L;
    dayHead = head;
    dayTail = tail;
    dayKnown = true;
    return true;
  }

  private Reading zone(byte[] text, int from, int end, long local, int fraction) {
    int at = from;
    long seconds = local;
    Reading reading = Reading.WITHOUT_ZONE;
    if (at < end && (text[at] == 'Z' || text[at] == 'z')) {
      reading = Reading.EXACT;
      at++;
    } else if (at + 6 <= end && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
      int hours = two(text, at + 1);
      int minutes = two(text, at + 4);
      if (hours < 0 || minutes < 0) {
        return Reading.UNREADABLE;
      }
      long offset = hours * 3_600L + minutes * 60L;
      seconds += text[at] == '-' ? offset : -offset;
      reading = Reading.EXACT;
      at += 6;
    }
    if (Math.abs(seconds) > FARTHEST_SECOND) {
      return Reading.UNREADABLE;
    }
    nanos = seconds * NANOS + fraction;
    return at < end ? Reading.TRAILING : reading;
  }

  private static int two(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    return digits ? tens * 10 + ones : -1_000_000;
  }

  // Days since 1970-01-01 of the proleptic Gregorian calendar, years beginning in March.
  private static long days(int year, int month, int day) {
    long shifted = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(shifted, 400L);
    long ofEra = shifted - era * 400;
    long ofYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097L + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468L;
  }
}
