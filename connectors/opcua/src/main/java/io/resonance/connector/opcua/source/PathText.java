package io.resonance.connector.opcua.source;

import java.util.ArrayList;
import java.util.List;

/** Splits the text of a browse path or pattern into its segments and undoes the escapes. */
final class PathText {

  private static final String RESERVED = "/&*?";
  private static final int MOST_SEGMENTS = 60;
  private static final int MOST_CHARACTERS = 4_096;

  private PathText() {}

  /**
   * A segment with its escapes still in.
   *
   * @param namespaceUri its namespace; empty for any
   * @param escaped the name
   */
  record RawSegment(String namespaceUri, String escaped) {

    /** Whether a * or ? stands there that is not escaped. */
    boolean hasWildcard() {
      boolean[] found = {false};
      forEach((character, wildcard) -> found[0] |= wildcard);
      return found[0];
    }

    /** The name without escapes. */
    String literal() {
      StringBuilder name = new StringBuilder();
      forEach((character, wildcard) -> name.append(character));
      return name.toString();
    }

    void forEach(CharacterOfName action) {
      for (int i = 0; i < escaped.length(); i++) {
        char character = escaped.charAt(i);
        if (character == '&') {
          action.accept(escaped.charAt(++i), false);
        } else {
          action.accept(character, character == '*' || character == '?');
        }
      }
    }
  }

  /** Takes a character of a name and whether it is a wildcard. */
  interface CharacterOfName {
    void accept(char character, boolean wildcard);
  }

  static List<RawSegment> split(String text) {
    if (text == null || !text.startsWith("/")) {
      throw refused(text, "does not begin with /, which stands for the Root folder");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw refused(text.substring(0, 60) + "...", "is longer than 4096 characters");
    }
    List<RawSegment> segments = new ArrayList<>();
    int at = 1;
    while (at < text.length()) {
      String uri = "";
      if (text.startsWith("nsu=", at)) {
        int end = text.indexOf(';', at);
        if (end < 0 || end == at + 4) {
          throw refused(text, "has nsu= without a namespace URI and ; after it");
        }
        uri = text.substring(at + 4, end);
        at = end + 1;
      }
      int end = endOfName(text, at);
      String name = text.substring(at, end);
      if (name.isEmpty()) {
        throw refused(text, "has an empty name");
      }
      if (uri.isEmpty() && name.matches("ns=[0-9]+;.*|[0-9]+:.*")) {
        throw refused(
            text,
            "gives the namespace of %s by its index, which a server may change; write nsu=<namespace URI>;<name>, or the name alone"
                .formatted(name));
      }
      segments.add(new RawSegment(uri, name));
      at = end + 1;
    }
    if (segments.size() > MOST_SEGMENTS) {
      throw refused(text, "has more than 60 names");
    }
    return segments;
  }

  private static int endOfName(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '/') {
      if (text.charAt(at) == '&') {
        at++;
        if (at == text.length()) {
          throw refused(text, "ends with &, which escapes the character after it");
        }
      }
      at++;
    }
    return at;
  }

  static String escape(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (RESERVED.indexOf(name.charAt(i)) >= 0) {
        escaped.append('&');
      }
      escaped.append(name.charAt(i));
    }
    return escaped.toString();
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException(
        "The browse path %s %s. A path looks like /Objects/Machine/spindleSpeed."
            .formatted(text, why));
  }
}
