package io.resonance.normalize.opcua;

import java.util.Comparator;

/**
 * Who has a name that several found nodes of an equipment wanted; part of the router's state, as
 * text.
 *
 * @param equipment its id
 * @param name the property
 * @param node the full path and the endpoint of the node that has it
 */
record FoundName(String equipment, String name, String node) implements Comparable<FoundName> {

  private static final String SEPARATOR = "\t";
  private static final int PARTS = 3;

  /** The text of version 1. */
  String text() {
    return String.join(SEPARATOR, "1", equipment, name, node);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if a later release wrote it
   */
  static FoundName of(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != PARTS + 1 || !parts[0].equals("1")) {
      throw new IllegalArgumentException(
          "The name of a found node '%s' in the state of route-opcua cannot be read by this release. Restore with the release that wrote it."
              .formatted(text));
    }
    return new FoundName(parts[1], parts[2], parts[3]);
  }

  @Override
  public int compareTo(FoundName other) {
    return Comparator.comparing(FoundName::equipment)
        .thenComparing(FoundName::name)
        .thenComparing(FoundName::node)
        .compare(this, other);
  }
}
