package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.text.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Goes through the bytes of a document, tag by tag and text by text. It knows the part of XML that
 * agents write (UTF-8, no document type, no CDATA, namespaces declared at the root) and accepts
 * nothing that a parser would refuse; anything else is a doubt.
 */
public final class XmlScanner {
  private static final byte[] DECLARATION = ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  private static final byte[] ANY_DECLARATION = ascii("<?xml ");
  private static final byte[] STYLESHEET = ascii("<?xml-stylesheet ");
  private static final byte[] END_OF_INSTRUCTION = ascii("?>");
  private static final byte[] COMMENT = ascii("<!--");
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int LONGEST_DECLARATION = 100;
  private static final Pattern UTF_8 =
      Pattern.compile(
          "<\\?xml version=([\"'])1\\.0\\1( encoding=([\"'])(?i:utf-8)\\3)?"
              + "( standalone=([\"'])(yes|no)\\5)? ?\\?>");

  private final XmlNames names = new XmlNames();
  private final DocumentLimits limits;
  private byte[] bytes = new byte[0];
  private int end;
  private int at;

  public XmlScanner(DocumentLimits limits) {
    this.limits = limits;
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Begins a document and goes to the tag of its root. */
  public void begin(byte[] document, int from, int to) throws DoubtException {
    bytes = document;
    at = from;
    end = to;
    if (startsWith(MARK)) {
      at += MARK.length;
    }
    declaration();
    skipSpace();
    while (startsWith(STYLESHEET) || startsWith(COMMENT)) {
      if (bytes[at + 1] == '?') {
        instruction();
      } else {
        comment();
      }
      skipSpace();
    }
  }

  private void declaration() throws DoubtException {
    if (startsWith(DECLARATION)) {
      at += DECLARATION.length;
    } else if (startsWith(ANY_DECLARATION)) {
      int from = at;
      instruction();
      if (at - from > LONGEST_DECLARATION
          || !UTF_8
              .matcher(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1))
              .matches()) {
        throw new DoubtException();
      }
    }
  }

  private void instruction() throws DoubtException {
    at++;
    while (!startsWith(END_OF_INSTRUCTION)) {
      if (at >= end || !CharacterData.isPlainInValue(bytes[at])) {
        throw new DoubtException();
      }
      at++;
    }
    at += END_OF_INSTRUCTION.length;
  }

  /** Goes past the comment at hand. */
  public void comment() throws DoubtException {
    if (!startsWith(COMMENT)) {
      throw new DoubtException();
    }
    at += COMMENT.length;
    while (at + 2 < end && (bytes[at] != '-' || bytes[at + 1] != '-')) {
      byte b = bytes[at++];
      if (b < ' ' && !isWhiteSpace(b)) {
        throw new DoubtException();
      }
    }
    if (at + 2 >= end || bytes[at + 2] != '>') {
      throw new DoubtException();
    }
    at += 3;
  }

  private boolean startsWith(byte[] what) {
    if (end - at < what.length) {
      return false;
    }
    for (int i = 0; i < what.length; i++) {
      if (bytes[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return at;
  }

  public int end() {
    return end;
  }

  public void moveTo(int position) {
    at = position;
  }

  public boolean isAtEnd() {
    return at >= end;
  }

  public void skipSpace() {
    while (at < end && isWhiteSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }

  /** Goes past white space to the next tag and tells what follows its {@code <}. */
  public byte nextTag() throws DoubtException {
    skipSpace();
    if (at + 1 >= end || bytes[at] != '<') {
      throw new DoubtException();
    }
    return bytes[at + 1];
  }

  /** Reads the start tag at hand; true if it is that of an element without content. */
  public boolean startTag(ScannedStartTag tag) throws DoubtException {
    at++;
    tag.begin(name(), bytes);
    while (true) {
      int before = at;
      skipSpace();
      if (at + 1 >= end) {
        throw new DoubtException();
      }
      if (bytes[at] == '>') {
        at++;
        return false;
      }
      if (bytes[at] == '/') {
        if (bytes[at + 1] != '>') {
          throw new DoubtException();
        }
        at += 2;
        return true;
      }
      if (at == before || tag.count() == limits.attributes()) {
        throw new DoubtException();
      }
      attribute(tag);
    }
  }

  private XmlNames.Name name() throws DoubtException {
    int from = at;
    while (at < end
        && bytes[at] > ' '
        && bytes[at] != '='
        && bytes[at] != '>'
        && bytes[at] != '/') {
      at++;
    }
    return names.name(bytes, from, at);
  }

  private void attribute(ScannedStartTag tag) throws DoubtException {
    XmlNames.Name name = name();
    if (end - at < 3 || bytes[at] != '=' || (bytes[at + 1] != '"' && bytes[at + 1] != '\'')) {
      throw new DoubtException();
    }
    byte quote = bytes[at + 1];
    at += 2;
    int from = at;
    boolean plain = true;
    while (at < end && bytes[at] != quote) {
      byte b = bytes[at++];
      if (!CharacterData.isPlainInValue(b)) {
        plain = false;
        if (b == '<') {
          throw new DoubtException();
        }
      }
    }
    if (at >= end || at - from > limits.text()) {
      throw new DoubtException();
    }
    if (plain) {
      tag.add(name, from, at);
    } else {
      tag.addEncoded(name, from, at);
    }
    at++;
  }

  /** Reads text up to the next tag. */
  public void text(TextBuffer text, CharacterData decoded) throws DoubtException {
    int from = at;
    boolean plain = true;
    while (at < end && bytes[at] != '<') {
      plain &= CharacterData.isPlainInText(bytes[at++]);
    }
    if (at + 1 >= end || at - from > limits.text()) {
      throw new DoubtException();
    }
    if (plain) {
      text.point(bytes, from, at);
    } else {
      decoded.clear();
      decoded.addText(bytes, from, at);
      text.point(decoded.bytes(), 0, decoded.length());
    }
  }

  /** True if the tag at hand ends something; false if it starts something. */
  public boolean isEndTag() throws DoubtException {
    byte b = bytes[at + 1];
    if (b == '!' || b == '?') {
      throw new DoubtException();
    }
    return b == '/';
  }

  /** Goes past the end tag of an element. */
  public void endTag(XmlNames.Name element) throws DoubtException {
    byte[] name = element.bytes();
    int after = at + 2 + name.length;
    if (after >= end || bytes[at + 1] != '/' || bytes[after] != '>') {
      throw new DoubtException();
    }
    for (int i = 0; i < name.length; i++) {
      if (bytes[at + 2 + i] != name[i]) {
        throw new DoubtException();
      }
    }
    at = after + 1;
  }
}
