package io.resonance.schema.plant.load;

import java.util.List;

/** What may stand under a key. */
sealed interface KeyType {

  /**
   * Keys of its own.
   *
   * @param title a few words on what it describes
   */
  record Section(String title, List<Key> keys) implements KeyType {

    public Section {
      keys = List.copyOf(keys);
    }

    List<String> names() {
      return keys.stream().map(Key::name).toList();
    }
  }

  /** Any number of the same, at least one. */
  record ListOf(KeyType item) implements KeyType {}

  /** Client properties of Kafka by their names: text, or references to secrets. */
  record ClientProperties() implements KeyType {}

  /** Parameters of rules: rule, then parameter, then value. */
  record RuleParameters() implements KeyType {}

  /** A single value. */
  record Single(ScalarType scalar) implements KeyType {}
}
