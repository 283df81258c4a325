package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.text.KnownTexts;
import io.resonance.connector.mtconnect.client.text.TextBuffer;
import io.resonance.connector.mtconnect.client.text.TextLookup;
import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.text.TextUnsigned;
import java.util.Arrays;

/** A start tag as the scanner found it: a name, and where its attributes lie; reused. */
public final class ScannedStartTag implements StartTag {
  private final KnownTexts known;
  private final CharacterData decoded = new CharacterData();
  private XmlNames.Name element;
  private XmlNames.Name[] names = new XmlNames.Name[16];
  private int[] from = new int[16];
  private int[] to = new int[16];
  private boolean[] plain = new boolean[16];
  private int count;
  private byte[] document;

  public ScannedStartTag(KnownTexts known) {
    this.known = known;
  }

  void begin(XmlNames.Name name, byte[] bytes) {
    element = name;
    document = bytes;
    count = 0;
    decoded.clear();
  }

  /** Adds an attribute whose value lies in the document. */
  void add(XmlNames.Name name, int start, int end) throws DoubtException {
    requireNew(name);
    names[count] = name;
    from[count] = start;
    to[count] = end;
    plain[count++] = true;
  }

  /** Adds an attribute whose value must be decoded. */
  void addEncoded(XmlNames.Name name, int start, int end) throws DoubtException {
    requireNew(name);
    names[count] = name;
    from[count] = decoded.length();
    decoded.addValue(document, start, end);
    to[count] = decoded.length();
    plain[count++] = false;
  }

  // An attribute may be there once (XML 1.0, 3.1), also under two prefixes of one namespace.
  @SuppressWarnings("ReferenceEquality") // the same name is the same object
  private void requireNew(XmlNames.Name name) throws DoubtException {
    for (int i = 0; i < count; i++) {
      if (names[i] == name || (name.isPrefixed() && maySpellTheSame(names[i], name))) {
        throw new DoubtException();
      }
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      plain = Arrays.copyOf(plain, count * 2);
    }
  }

  private static boolean maySpellTheSame(XmlNames.Name one, XmlNames.Name other) {
    return one.isPrefixed()
        && !one.prefix().equals(other.prefix())
        && !one.prefix().equals("xmlns")
        && !other.prefix().equals("xmlns");
  }

  public byte[] document() {
    return document;
  }

  public XmlNames.Name element() {
    return element;
  }

  XmlNames.Name attribute(int index) {
    return names[index];
  }

  /** True if the value lies in the document as it is. */
  public boolean isPlain(int index) {
    return plain[index];
  }

  public int from(int index) {
    return from[index];
  }

  public int to(int index) {
    return to[index];
  }

  @Override
  public String prefix() {
    return element.prefix();
  }

  @Override
  public String local() {
    return element.local();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public String name(int index) {
    return names[index].qualified();
  }

  @Override
  public String value(int index) {
    return known.text(bytes(index), from[index], to[index]);
  }

  @Override
  public TextTime.Reading read(int index, TextTime time) {
    return time.read(bytes(index), start(index), end(index));
  }

  @Override
  public boolean read(int index, TextUnsigned number) {
    return number.read(bytes(index), start(index), end(index));
  }

  @Override
  public <T> T find(int index, TextLookup<T> table) {
    return table.find(bytes(index), start(index), end(index));
  }

  private byte[] bytes(int index) {
    return plain[index] ? document : decoded.bytes();
  }

  private int start(int index) {
    byte[] bytes = bytes(index);
    int at = from[index];
    while (at < to[index] && TextBuffer.isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private int end(int index) {
    byte[] bytes = bytes(index);
    int start = start(index);
    int at = to[index];
    while (at > start && TextBuffer.isSpace(bytes[at - 1])) {
      at--;
    }
    return at;
  }
}
