package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.text.KnownTexts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of elements and attributes seen so far, by their bytes: the same name is always the
 * same object. Takes only names of ASCII letters, digits, {@code _}, {@code -} and {@code .} with
 * at most one prefix, and not more of them than schemas have.
 */
public final class XmlNames {
  private static final int SLOTS = 1 << 12;
  private static final int MOST = SLOTS / 2;
  private static final int LONGEST = 128;

  private final Name[] slots = new Name[SLOTS];
  private int size;

  /**
   * A name.
   *
   * @param qualified as written
   * @param prefix before the colon, or empty
   * @param local after the colon
   */
  // The bytes are only for the table and for end tags; names are compared by identity.
  @SuppressWarnings("ArrayRecordComponent")
  public record Name(String qualified, String prefix, String local, byte[] bytes) {
    boolean isPrefixed() {
      return !prefix.isEmpty();
    }

    /** True if it has nothing to do with namespaces. */
    boolean isOrdinary() {
      return prefix.isEmpty() && !local.equals("xmlns");
    }
  }

  /** The name with these bytes. */
  Name name(byte[] bytes, int from, int to) throws DoubtException {
    int slot = KnownTexts.hash(bytes, from, to) & (SLOTS - 1);
    for (Name name = slots[slot]; name != null; name = slots[slot]) {
      if (Arrays.equals(name.bytes, 0, name.bytes.length, bytes, from, to)) {
        return name;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == MOST || to - from > LONGEST) {
      throw new DoubtException();
    }
    size++;
    slots[slot] = checked(Arrays.copyOfRange(bytes, from, to));
    return slots[slot];
  }

  private static Name checked(byte[] bytes) throws DoubtException {
    String qualified = new String(bytes, StandardCharsets.ISO_8859_1);
    int colon = qualified.indexOf(':');
    String prefix = colon < 0 ? "" : qualified.substring(0, colon);
    String local = qualified.substring(colon + 1);
    if (!isPlain(local) || (colon >= 0 && !isPlain(prefix))) {
      throw new DoubtException();
    }
    return new Name(qualified, prefix, local, bytes);
  }

  private static boolean isPlain(String part) {
    if (part.isEmpty() || !(isLetter(part.charAt(0)) || part.charAt(0) == '_')) {
      return false;
    }
    for (int i = 1; i < part.length(); i++) {
      char c = part.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
