package io.resonance.connector.mtconnect.client.text;

import java.nio.charset.StandardCharsets;

/** Numbers from the bytes of text, without objects in the common cases. */
public final class TextNumbers {
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int SURE_DIGITS = 18;
  private static final long MOST_DIGITS = 999_999_999_999_999L;

  private double value;
  private boolean exact;

  /** The number read last. */
  public double value() {
    return value;
  }

  /** False if the text read last must be kept to know what the machine said. */
  public boolean exact() {
    return exact;
  }

  /** Reads a decimal number; false if the bytes are none. */
  public boolean read(byte[] text, int start, int end) {
    return (end > start && plain(text, start, end) == end) || slow(text, start, end);
  }

  /**
   * Reads as much as is a number in the common spelling, which a double holds exactly; gives where
   * it ends, or the start if there is none.
   */
  public int plain(byte[] text, int start, int end) {
    int at = start;
    boolean negative = at < end && text[at] == '-';
    if (negative) {
      at++;
    }
    int first = at;
    int point = -1;
    long digits = 0;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (text[at] == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int fraction = point < 0 ? 0 : at - point - 1;
    int count = at - first - (point < 0 ? 0 : 1);
    if (count == 0 || count > SURE_DIGITS || digits > MOST_DIGITS) {
      return start;
    }
    // Both are exact doubles, so the quotient is the double nearest to the text.
    double magnitude = digits / TENS[fraction];
    value = negative ? -magnitude : magnitude;
    exact = true;
    return at;
  }

  private boolean slow(byte[] text, int start, int end) {
    if (end == start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      byte c = text[i];
      boolean allowed =
          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!allowed) {
        return false;
      }
    }
    try {
      value = Double.parseDouble(new String(text, start, end - start, StandardCharsets.US_ASCII));
      exact = false;
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** True if the bytes are a whole number in its shortest spelling that a long holds. */
  public static boolean isPlainLong(byte[] text, int start, int end) {
    int from = start < end && text[start] == '-' ? start + 1 : start;
    int length = end - from;
    if (length == 0 || length > 18) {
      return false;
    }
    if (text[from] == '0' && (length > 1 || from > start)) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The number of bytes for which {@link #isPlainLong} is true. */
  public static long plainLong(byte[] text, int start, int end) {
    boolean negative = text[start] == '-';
    long number = 0;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      number = number * 10 + (text[i] - '0');
    }
    return negative ? -number : number;
  }
}
