package io.resonance.connector.mtconnect.client.text;

/** Reads unsigned 64-bit numbers, without objects. */
public final class TextUnsigned {
  private static final int SURE_DIGITS = 19;

  private long value;
  private boolean trailing;

  /** The number read last. */
  public long value() {
    return value;
  }

  /** True if an equals sign stood after the digits read last. */
  public boolean trailing() {
    return trailing;
  }

  /** Reads decimal digits and perhaps an equals sign; false if there is anything else. */
  public boolean read(byte[] text, int start, int end) {
    trailing = end > start && text[end - 1] == '=';
    int to = trailing ? end - 1 : end;
    int from = start;
    while (to - from > SURE_DIGITS && text[from] == '0') {
      from++;
    }
    if (to == from || to - from > SURE_DIGITS + 1) {
      return false;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      if (i - from == SURE_DIGITS && tooLarge(number, digit)) {
        return false;
      }
      number = number * 10 + digit;
    }
    value = number;
    return true;
  }

  /**
   * Reads up to nineteen digits; gives where they end, or -1 if there are none or the position is
   * already -1.
   */
  public int plain(byte[] text, int start, int end) {
    if (start < 0) {
      return -1;
    }
    int at = start;
    int last = Math.min(end, start + SURE_DIGITS);
    long number = 0;
    for (; at < last; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    value = number;
    return at == start ? -1 : at;
  }

  // 18446744073709551615 is the largest: only a twentieth digit can go beyond.
  private static boolean tooLarge(long number, int digit) {
    long most = Long.divideUnsigned(-1L, 10);
    int order = Long.compareUnsigned(number, most);
    return order > 0 || (order == 0 && digit > 5);
  }
}
