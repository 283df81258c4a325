package io.resonance.connector.mes.message;

import java.time.Instant;

/** Turns texts, numbers and times of records into what XML 1.0 and XML Schema can carry. */
final class XmlText {

  /** Texts of machines have no bound of their own; a MES field has. */
  static final int MAX_LENGTH = 4_000;

  private static final int CONTROL_PICTURES = 0x2400;
  private static final int REPLACEMENT = 0xFFFD;
  // xsd:dateTime knows no year 0 and no `+` before a year above 9999
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private XmlText() {}

  /**
   * The text with what XML 1.0 forbids made visible: a control character becomes its picture (␀ to
   * ␟), a lone surrogate or a non-character becomes �. Line ends become line feeds, as a parser
   * would make them, and what is longer than {@link #MAX_LENGTH} ends with an ellipsis.
   */
  static String legal(String text) {
    StringBuilder legal = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 1);
    int at = 0;
    while (at < text.length()) {
      if (legal.length() >= MAX_LENGTH) {
        return legal.append('…').toString();
      }
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (character == '\r') {
        if (at < text.length() && text.charAt(at) == '\n') {
          at++;
        }
        character = '\n';
      }
      legal.appendCodePoint(visible(character));
    }
    return legal.toString();
  }

  private static int visible(int character) {
    if (character == '\t' || character == '\n') {
      return character;
    }
    if (character < 0x20) {
      return CONTROL_PICTURES + character;
    }
    boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
    boolean noncharacter = character == 0xFFFE || character == 0xFFFF;
    return surrogate || noncharacter ? REPLACEMENT : character;
  }

  /** An xsd:dateTime of microseconds since 1970, within the years 1 to 9999. */
  static String dateTime(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST.toString();
    }
    return (time.isAfter(LATEST) ? LATEST : time).toString();
  }

  /** An xsd:double. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "INF" : "-INF";
    }
    return Double.toString(value);
  }
}
