package io.resonance.schema.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A closed list of words.
 *
 * @param name such as {@code execution}
 * @param titleEn for people
 * @param titleZh for people
 * @param source the public standard it is taken from
 * @param url where that can be read
 * @param checked what proved source and words; empty where nothing did
 * @param words the words, in the order of the resource
 */
public record Vocabulary(
    String name,
    String titleEn,
    String titleZh,
    String source,
    String url,
    List<Witness> checked,
    List<String> words) {

  public Vocabulary {
    checked = List.copyOf(checked);
    words = List.copyOf(words);
    Set<String> distinct = new LinkedHashSet<>(words);
    if (distinct.size() != words.size()) {
      throw new IllegalArgumentException("The vocabulary " + name + " holds a word twice");
    }
  }
}
