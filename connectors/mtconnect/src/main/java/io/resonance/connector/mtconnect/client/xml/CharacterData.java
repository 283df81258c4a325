package io.resonance.connector.mtconnect.client.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes text and attributes that hold more than plain ASCII into UTF-8; reused. */
public final class CharacterData {
  private static final int LAST_CODE_POINT = 0x10FFFF;

  /** Bytes that stand for themselves in the text of an element. */
  private static final boolean[] PLAIN_TEXT = plain("<&]");

  /** Bytes that stand for themselves in an attribute; which quote ends it is another matter. */
  private static final boolean[] PLAIN_VALUE = plain("<&\t\n");

  private byte[] decoded = new byte[256];
  private int length;

  private static boolean[] plain(String but) {
    boolean[] plain = new boolean[256];
    Arrays.fill(plain, ' ', 0x80, true);
    plain['\t'] = true;
    plain['\n'] = true;
    but.chars().forEach(c -> plain[c] = false);
    return plain;
  }

  public static boolean isPlainInText(byte b) {
    return PLAIN_TEXT[b & 0xff];
  }

  static boolean isPlainInValue(byte b) {
    return PLAIN_VALUE[b & 0xff];
  }

  void clear() {
    length = 0;
  }

  byte[] bytes() {
    return decoded;
  }

  int length() {
    return length;
  }

  /** Adds the text of an element. */
  void addText(byte[] bytes, int from, int to) throws DoubtException {
    reserve(to - from);
    int at = from;
    while (at < to) {
      byte b = bytes[at];
      if (isPlainInText(b)) {
        decoded[length++] = b;
        at++;
      } else if (b == ']') {
        if (at + 2 < to && bytes[at + 1] == ']' && bytes[at + 2] == '>') {
          throw new DoubtException();
        }
        decoded[length++] = b;
        at++;
      } else if (b == '\r') {
        // Every end of a line reads as a line feed (XML 1.0, 2.11).
        at += at + 1 < to && bytes[at + 1] == '\n' ? 2 : 1;
        decoded[length++] = '\n';
      } else {
        at = special(bytes, at, to);
      }
    }
  }

  /** Adds the value of an attribute. */
  void addValue(byte[] bytes, int from, int to) throws DoubtException {
    reserve(to - from);
    int at = from;
    while (at < to) {
      byte b = bytes[at];
      if (isPlainInValue(b)) {
        decoded[length++] = b;
        at++;
      } else if (b == '\t' || b == '\n') {
        // White space of an attribute reads as spaces (XML 1.0, 3.3.3).
        decoded[length++] = ' ';
        at++;
      } else {
        at = special(bytes, at, to);
      }
    }
  }

  // What is decoded is never longer than what was written.
  private void reserve(int more) {
    if (more > decoded.length - length) {
      decoded = Arrays.copyOf(decoded, Math.max(length + more, decoded.length * 2));
    }
  }

  private int special(byte[] bytes, int at, int to) throws DoubtException {
    if (bytes[at] == '&') {
      return reference(bytes, at, to);
    }
    if (bytes[at] >= 0) {
      throw new DoubtException();
    }
    int size = sequence(bytes, at, to);
    System.arraycopy(bytes, at, decoded, length, size);
    length += size;
    return at + size;
  }

  private int reference(byte[] bytes, int at, int to) throws DoubtException {
    int end = at + 1;
    while (end < to && bytes[end] != ';' && end - at < 12) {
      end++;
    }
    if (end >= to || bytes[end] != ';') {
      throw new DoubtException();
    }
    String name = new String(bytes, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
    switch (name) {
      case "lt" -> decoded[length++] = '<';
      case "gt" -> decoded[length++] = '>';
      case "amp" -> decoded[length++] = '&';
      case "quot" -> decoded[length++] = '"';
      case "apos" -> decoded[length++] = '\'';
      default -> codePoint(name);
    }
    return end + 1;
  }

  private void codePoint(String name) throws DoubtException {
    boolean hex = name.startsWith("#x");
    int from = hex ? 2 : 1;
    int codePoint = 0;
    if (!name.startsWith("#") || name.length() == from) {
      throw new DoubtException();
    }
    for (int i = from; i < name.length(); i++) {
      int digit = name.charAt(i) < 0x80 ? Character.digit(name.charAt(i), hex ? 16 : 10) : -1;
      if (digit < 0 || codePoint > LAST_CODE_POINT) {
        throw new DoubtException();
      }
      codePoint = codePoint * (hex ? 16 : 10) + digit;
    }
    requireOrdinary(codePoint);
    byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, decoded, length, encoded.length);
    length += encoded.length;
  }

  /** Length of the UTF-8 sequence that begins here, two to four bytes. */
  private static int sequence(byte[] bytes, int at, int to) throws DoubtException {
    int lead = bytes[at] & 0xff;
    int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (at + size > to || lead < 0xc2 || lead > 0xf4) {
      throw new DoubtException();
    }
    int codePoint = lead & (0xff >> (size + 1));
    for (int i = 1; i < size; i++) {
      int next = bytes[at + i] & 0xff;
      if ((next & 0xc0) != 0x80) {
        throw new DoubtException();
      }
      codePoint = (codePoint << 6) | (next & 0x3f);
    }
    // The shortest form only (RFC 3629, 3).
    if ((size == 3 && codePoint < 0x800) || (size == 4 && codePoint < 0x10000)) {
      throw new DoubtException();
    }
    requireOrdinary(codePoint);
    return size;
  }

  // Others XML does not have, or they are odd enough to be left to the parser.
  private static void requireOrdinary(int codePoint) throws DoubtException {
    if (codePoint < ' '
        || (codePoint >= 0xd800 && codePoint <= 0xdfff)
        || codePoint == 0xfffe
        || codePoint == 0xffff
        || codePoint > LAST_CODE_POINT) {
      throw new DoubtException();
    }
  }
}
