package io.resonance.connector.mtconnect.client.text;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * The text of the value being read, as UTF-8: either a part of the document or a reused copy,
 * without the white space around it, and never longer than allowed.
 */
public final class TextBuffer {
  private final int most;
  private final KnownTexts known;
  private byte[] encoded = new byte[256];
  private char[] characters = new char[256];
  private int count;
  private byte[] bytes = encoded;
  private int start;
  private int end;

  /**
   * @param most characters of a value
   * @param known remembers texts
   */
  public TextBuffer(int most, KnownTexts known) {
    this.most = most;
    this.known = known;
  }

  public void clear() {
    count = 0;
    point(encoded, 0, 0);
  }

  /** Points at text that needs no decoding. */
  public void point(byte[] text, int from, int to) {
    bytes = text;
    start = from;
    end = to;
    trim();
  }

  /** Adds characters; {@link #finish} then makes text of all. */
  public void append(XMLStreamReader2 xml) throws MtConnectDocumentException {
    int more = xml.getTextLength();
    if (more > most - count) {
      throw new MtConnectDocumentException(
          "A value has more than the %d characters allowed".formatted(most));
    }
    if (count + more > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(count + more, characters.length * 2));
    }
    System.arraycopy(xml.getTextCharacters(), xml.getTextStart(), characters, count, more);
    count += more;
  }

  public void finish() {
    if (count > encoded.length) {
      encoded = new byte[characters.length];
    }
    for (int i = 0; i < count; i++) {
      char c = characters[i];
      if (c >= 0x80) {
        byte[] all = new String(characters, 0, count).getBytes(StandardCharsets.UTF_8);
        point(all, 0, all.length);
        return;
      }
      encoded[i] = (byte) c;
    }
    point(encoded, 0, count);
  }

  // White space around a value is of the document's layout, not of the value.
  private void trim() {
    while (end > start && isSpace(bytes[end - 1])) {
      end--;
    }
    while (start < end && isSpace(bytes[start])) {
      start++;
    }
  }

  /** True for white space and control characters. */
  public static boolean isSpace(byte b) {
    return b >= 0 && b <= ' ';
  }

  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public boolean is(byte[] word) {
    return Arrays.equals(bytes, start, end, word, 0, word.length);
  }

  public String text() {
    return known.text(bytes, start, end);
  }
}
