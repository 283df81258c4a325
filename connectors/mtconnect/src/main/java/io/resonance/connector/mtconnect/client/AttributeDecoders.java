package io.resonance.connector.mtconnect.client;

import org.codehaus.stax2.typed.TypedValueDecoder;

/** Decoders that read an attribute straight from the XML parser's buffer. */
final class AttributeDecoders {
  private AttributeDecoders() {}

  /** Something that takes characters from a buffer and is happy with none. */
  abstract static class FromCharacters extends TypedValueDecoder {
    abstract void read(char[] text, int start, int end);

    @Override
    public void decode(String text) {
      read(text.toCharArray(), 0, text.length());
    }

    @Override
    public void decode(char[] text, int start, int end) {
      read(text, start, end);
    }

    @Override
    public void handleEmptyValue() {
      read(new char[0], 0, 0);
    }
  }

  /** Reads an unsigned 64-bit number. */
  static final class Unsigned extends FromCharacters {
    private long value;
    private boolean valid;
    private boolean trailing;

    long value() {
      return value;
    }

    boolean valid() {
      return valid;
    }

    /** True if an equals sign stood after the digits. */
    boolean trailing() {
      return trailing;
    }

    @Override
    void read(char[] text, int start, int end) {
      trailing = end > start && text[end - 1] == '=';
      int to = trailing ? end - 1 : end;
      int length = to - start;
      value = 0;
      valid = length > 0;
      if (length > 19) {
        wide(text, start, to);
        return;
      }
      for (int i = start; i < to && valid; i++) {
        valid = text[i] >= '0' && text[i] <= '9';
        value = value * 10 + (text[i] - '0');
      }
    }

    private void wide(char[] text, int start, int end) {
      try {
        value = Long.parseUnsignedLong(new String(text, start, end - start));
        valid = text[start] != '+';
      } catch (NumberFormatException e) {
        valid = false;
      }
    }
  }

  /** Reads a time. */
  static final class Time extends FromCharacters {
    private final TextTime time = new TextTime();
    private TextTime.Reading reading = TextTime.Reading.UNREADABLE;

    long nanos() {
      return time.nanos();
    }

    TextTime.Reading reading() {
      return reading;
    }

    @Override
    void read(char[] text, int start, int end) {
      reading = time.read(text, start, end);
    }
  }

  /** Looks up a DataItem by its id. */
  static final class Item extends FromCharacters {
    private final DataItemTable table;
    private boolean known;

    Item(DataItemTable table) {
      this.table = table;
    }

    boolean known() {
      return known;
    }

    @Override
    void read(char[] text, int start, int end) {
      known = table.find(text, start, end);
    }
  }
}
