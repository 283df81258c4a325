package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.text.TextLookup;
import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.text.TextUnsigned;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.typed.TypedValueDecoder;

/** The start tag an Aalto parser stands on; times, numbers and ids are read without strings. */
public final class AaltoStartTag implements StartTag {
  private final Bytes bytes = new Bytes();
  private XMLStreamReader2 xml;

  public void of(XMLStreamReader2 parser) {
    xml = parser;
  }

  @Override
  public String prefix() {
    String prefix = xml.getPrefix();
    return prefix == null ? "" : prefix;
  }

  @Override
  public String local() {
    return xml.getLocalName();
  }

  @Override
  public int count() {
    return xml.getAttributeCount();
  }

  @Override
  public String name(int index) {
    String prefix = xml.getAttributePrefix(index);
    String local = xml.getAttributeLocalName(index);
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }

  @Override
  public String value(int index) {
    return xml.getAttributeValue(index);
  }

  @Override
  public TextTime.Reading read(int index, TextTime time) {
    load(index);
    return time.read(bytes.text, 0, bytes.length);
  }

  @Override
  public boolean read(int index, TextUnsigned number) {
    load(index);
    return number.read(bytes.text, 0, bytes.length);
  }

  @Override
  public <T> T find(int index, TextLookup<T> table) {
    load(index);
    return table.find(bytes.text, 0, bytes.length);
  }

  private void load(int index) {
    try {
      xml.getAttributeAs(index, bytes);
    } catch (XMLStreamException e) {
      // The decoder takes any characters, and attributes were read with their tag.
      throw new IllegalStateException("Attribute %d cannot be read".formatted(index), e);
    }
  }

  /** Takes the characters of an attribute, which Aalto hands over without white space around. */
  private static final class Bytes extends TypedValueDecoder {
    private byte[] text = new byte[64];
    private int length;

    @Override
    public void decode(String characters) {
      decode(characters.toCharArray(), 0, characters.length());
    }

    @Override
    public void decode(char[] characters, int start, int end) {
      if (end - start > text.length) {
        text = new byte[end - start];
      }
      length = end - start;
      for (int i = 0; i < length; i++) {
        char c = characters[start + i];
        if (c >= 0x80) {
          text =
              new String(characters, start, length)
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          length = text.length;
          return;
        }
        text[i] = (byte) c;
      }
    }

    @Override
    public void handleEmptyValue() {
      length = 0;
    }
  }
}
