package io.resonance.connector.opcua.client.decoding;

import io.resonance.connector.opcua.source.OpcUaDateTime;
import java.time.Instant;
import java.util.Base64;

/** Puts JSON together, of bounded length. */
final class JsonText {

  /** A structure that is longer as JSON is left as bytes. */
  private static final int MAX_CHARS = 4 << 20;

  private final StringBuilder text = new StringBuilder();
  private boolean first = true;

  /** Starts an object or an array; the next entry needs no comma. */
  JsonText open(char bracket) {
    comma();
    text.append(bracket);
    first = true;
    return this;
  }

  JsonText close(char bracket) {
    text.append(bracket);
    first = false;
    return bounded();
  }

  /** A name within an object; a value follows. */
  JsonText name(String name) {
    comma();
    quote(name);
    text.append(':');
    first = true;
    return this;
  }

  /** Something that JSON writes without quotes. */
  JsonText bare(String value) {
    comma();
    text.append(value);
    first = false;
    return this;
  }

  JsonText quoted(String value) {
    if (value == null) {
      return bare("null");
    }
    comma();
    quote(value);
    first = false;
    return bounded();
  }

  JsonText base64(byte[] bytes) {
    return quoted(bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
  }

  JsonText number(double value) {
    if (Double.isFinite(value)) {
      return bare(Double.toString(value));
    }
    return quoted(Double.toString(value));
  }

  JsonText number(float value) {
    if (Float.isFinite(value)) {
      return bare(Float.toString(value));
    }
    return quoted(Float.toString(value));
  }

  JsonText dateTime(long ticks) {
    return quoted(OpcUaDateTime.instant(ticks).map(Instant::toString).orElse(null));
  }

  /** A place to go back to. */
  record Mark(int length, boolean first) {}

  Mark mark() {
    return new Mark(text.length(), first);
  }

  /** Forgets what was written since. */
  void backTo(Mark mark) {
    text.setLength(mark.length());
    first = mark.first();
  }

  private void comma() {
    if (!first) {
      text.append(',');
    }
  }

  private JsonText bounded() {
    if (text.length() > MAX_CHARS) {
      throw new MalformedMessageException(
          "it is longer than " + MAX_CHARS + " characters when written out");
    }
    return this;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20) {
            text.append("\\u00").append(Character.forDigit(c >> 4, 16));
            text.append(Character.forDigit(c & 15, 16));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
