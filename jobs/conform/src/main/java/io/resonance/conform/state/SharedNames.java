package io.resonance.conform.state;

/**
 * Names that very many properties have in common, as one object each: terms and endpoints come out
 * of messages and checkpoints as a text of their own for every property.
 */
public final class SharedNames {

  /** Only a cache: whatever a thread sees of it, a name is taken for nothing but an equal one. */
  private static final String[] SEEN = new String[1 << 12];

  private SharedNames() {}

  /** An equal text. */
  public static String of(String name) {
    int hash = name.hashCode();
    int place = (hash ^ hash >>> 12) & SEEN.length - 1;
    String seen = SEEN[place];
    if (name.equals(seen)) {
      return seen;
    }
    SEEN[place] = name;
    return name;
  }
}
