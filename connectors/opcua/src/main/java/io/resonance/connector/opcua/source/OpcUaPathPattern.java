package io.resonance.connector.opcua.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A glob over browse paths: as {@link OpcUaBrowsePath}, but {@code *} stands for any characters of
 * one name, {@code ?} for one character, and a segment {@code **} for any number of names, also
 * none.
 *
 * <p>Works one name at a time, so that a server is browsed only where something can still match;
 * the positions that are possible after some names are the bits of a long.
 */
public final class OpcUaPathPattern {

  private final String text;
  private final List<Step> steps = new ArrayList<>();

  /** What one segment accepts. */
  private record Step(boolean anyDepth, String namespaceUri, String literal, Pattern wildcard) {
    boolean accepts(String uri, String name) {
      return (namespaceUri.isEmpty() || namespaceUri.equals(uri))
          && (wildcard == null ? literal.equals(name) : wildcard.matcher(name).matches());
    }
  }

  private OpcUaPathPattern(String text) {
    this.text = text;
    for (PathText.RawSegment raw : PathText.split(text)) {
      steps.add(step(raw));
    }
  }

  /** The pattern of a text; refused with the reason if it is none. */
  public static OpcUaPathPattern compile(String text) {
    return new OpcUaPathPattern(text);
  }

  private static Step step(PathText.RawSegment raw) {
    if (raw.escaped().equals("**") && raw.namespaceUri().isEmpty()) {
      return new Step(true, "", "", null);
    }
    if (!raw.hasWildcard()) {
      return new Step(false, raw.namespaceUri(), raw.literal(), null);
    }
    StringBuilder regex = new StringBuilder();
    raw.forEach(
        (character, wildcard) -> {
          if (!wildcard) {
            regex.append(Pattern.quote(String.valueOf(character)));
          } else {
            regex.append(character == '*' ? ".*" : ".");
          }
        });
    return new Step(
        false, raw.namespaceUri(), "", Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** The positions before the first name. */
  public long start() {
    return skipping(1L);
  }

  /** The positions after one more name; 0 if nothing can match any more. */
  public long after(long positions, String namespaceUri, String name) {
    long next = 0;
    for (int i = 0; i < steps.size(); i++) {
      if ((positions & 1L << i) != 0) {
        if (steps.get(i).anyDepth()) {
          next |= 1L << i;
        } else if (steps.get(i).accepts(namespaceUri, name)) {
          next |= 1L << (i + 1);
        }
      }
    }
    return skipping(next);
  }

  /** A ** may also stand for no name at all. */
  private long skipping(long positions) {
    long all = positions;
    for (int i = 0; i < steps.size(); i++) {
      if ((all & 1L << i) != 0 && steps.get(i).anyDepth()) {
        all |= 1L << (i + 1);
      }
    }
    return all;
  }

  /** Whether the names so far match as a whole. */
  public boolean isMatch(long positions) {
    return (positions & 1L << steps.size()) != 0;
  }

  /** Whether more names can lead to a match. */
  public boolean canGoOn(long positions) {
    return (positions & ~(1L << steps.size())) != 0;
  }

  /** Whether a full path matches, as {@link OpcUaBrowsePath#text} writes it. */
  public boolean matches(OpcUaBrowsePath path) {
    long positions = start();
    for (OpcUaBrowsePath.Segment segment : path.segments()) {
      positions = after(positions, segment.namespaceUri(), segment.name());
    }
    return isMatch(positions);
  }

  /** Whether a full path or anything above it matches. */
  public boolean matchesOrContains(OpcUaBrowsePath path) {
    long positions = start();
    for (OpcUaBrowsePath.Segment segment : path.segments()) {
      positions = after(positions, segment.namespaceUri(), segment.name());
      if (isMatch(positions)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
