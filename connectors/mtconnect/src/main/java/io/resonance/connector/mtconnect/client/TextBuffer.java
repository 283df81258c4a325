package io.resonance.connector.mtconnect.client;

import java.util.Arrays;
import org.codehaus.stax2.XMLStreamReader2;

/** The characters of the value being read; reused, and never longer than allowed. */
final class TextBuffer {
  private final int most;
  private char[] characters = new char[256];
  private int start;
  private int end;

  TextBuffer(int most) {
    this.most = most;
  }

  void clear() {
    start = 0;
    end = 0;
  }

  void append(XMLStreamReader2 xml) throws MtConnectDocumentException {
    int length = xml.getTextLength();
    if (end + length > most) {
      throw new MtConnectDocumentException(
          "A value has more than the %d characters allowed".formatted(most));
    }
    if (end + length > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(end + length, characters.length * 2));
    }
    System.arraycopy(xml.getTextCharacters(), xml.getTextStart(), characters, end, length);
    end += length;
  }

  void trim() {
    while (end > start && characters[end - 1] <= ' ') {
      end--;
    }
    while (start < end && characters[start] <= ' ') {
      start++;
    }
  }

  char[] characters() {
    return characters;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean is(String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (characters[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text() {
    return new String(characters, start, end - start);
  }
}
