package io.resonance.schema.plant.load;

import java.util.Optional;

/**
 * A key of the plant file: one row of the table everything about keys is made from.
 *
 * @param presence whether it may be left out, and what is taken then
 * @param sentence what it is for, for people
 */
record Key(String name, KeyType type, Presence presence, String sentence) {

  /** Whether a key may be left out. */
  sealed interface Presence {

    /** It may not. */
    record Required() implements Presence {}

    /** It may; then what it describes is not there. */
    record Optional() implements Presence {}

    /** It may; then this value is taken, spelled as in the file. */
    record Default(String spelled) implements Presence {}

    /** It may, being a section; then each of its keys has its default. */
    record Defaults() implements Presence {}
  }

  static Key required(String name, KeyType type, String sentence) {
    return new Key(name, type, new Presence.Required(), sentence);
  }

  static Key required(String name, ScalarType type, String sentence) {
    return required(name, new KeyType.Single(type), sentence);
  }

  static Key optional(String name, KeyType type, String sentence) {
    return new Key(name, type, new Presence.Optional(), sentence);
  }

  static Key optional(String name, ScalarType type, String sentence) {
    return optional(name, new KeyType.Single(type), sentence);
  }

  static Key defaulting(String name, ScalarType type, String spelled, String sentence) {
    return new Key(name, new KeyType.Single(type), new Presence.Default(spelled), sentence);
  }

  static Key defaulting(String name, KeyType.Section type, String sentence) {
    return new Key(name, type, new Presence.Defaults(), sentence);
  }

  boolean isRequired() {
    return presence instanceof Presence.Required;
  }

  /** The value taken when the key is left out, spelled as in the file. */
  Optional<String> defaultValue() {
    return presence instanceof Presence.Default taken
        ? Optional.of(taken.spelled())
        : Optional.empty();
  }

  /** Whether its value may be a secret, so that no message repeats it. */
  boolean isSecret() {
    return type instanceof KeyType.Single single
        && single.scalar() instanceof ScalarType.SecretText;
  }
}
