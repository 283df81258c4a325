package io.resonance.schema.rules;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Vocabulary;
import io.resonance.schema.profile.YamlEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a rule asks of words. */
final class StateTestReader {

  private final Profile profile;

  StateTestReader(Profile profile) {
    this.profile = profile;
  }

  /** Words that are sound, or words that are not. */
  RuleTest words(YamlEntry entry, RuleScope scope) {
    entry.allowing("sound", "refused");
    List<String> sound = entry.texts("sound");
    List<String> refused = entry.texts("refused");
    if (!sound.isEmpty() && !refused.isEmpty()) {
      throw entry.error("`sound` and `refused` exclude each other");
    }
    if (sound.isEmpty() && refused.isEmpty()) {
      throw entry.error("`sound` or `refused` lists at least one word");
    }
    String field = sound.isEmpty() ? "refused" : "sound";
    entry.field(field).list().forEach(word -> requireKnown(word, scope));
    return new RuleTest.Words(Set.copyOf(sound), Set.copyOf(refused));
  }

  /** Which word may follow which. */
  RuleTest transitions(YamlEntry entry, RuleScope scope) {
    Map<String, List<String>> next = new LinkedHashMap<>();
    for (String from : entry.names()) {
      YamlEntry words = entry.field(from);
      requireKnown(from, words, scope);
      words.list().forEach(word -> requireKnown(word, scope));
      next.put(from, words.list().stream().map(YamlEntry::text).toList());
    }
    if (next.isEmpty()) {
      throw entry.error("at least one word with those that may follow it is needed");
    }
    return new RuleTest.Transitions(next);
  }

  private void requireKnown(YamlEntry word, RuleScope scope) {
    requireKnown(word.text(), word, scope);
  }

  // A word no vocabulary holds would never come, so that the rule would never say anything.
  private void requireKnown(String word, YamlEntry place, RuleScope scope) {
    for (String property : scope.properties()) {
      var vocabulary = profile.vocabularyOf(property);
      if (vocabulary.isPresent() && !vocabulary.get().words().contains(word)) {
        throw place.error(
            "`%s` is no word of %s, which has %s"
                .formatted(word, property, words(vocabulary.get())));
      }
    }
  }

  private static String words(Vocabulary vocabulary) {
    return String.join(", ", vocabulary.words());
  }
}
