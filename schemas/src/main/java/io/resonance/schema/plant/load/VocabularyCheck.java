package io.resonance.schema.plant.load;

import io.resonance.schema.rules.RulePackText;
import java.util.Optional;
import java.util.Set;

/** What the loader asks the profile: which words it knows. */
public interface VocabularyCheck {

  /** The vocabularies a plant file uses words of. */
  enum Vocabulary {
    PROFILE("profile"),
    CATEGORY("equipment category"),
    PROPERTY("property"),
    UNIT("unit"),
    RULE("rule");

    private final String noun;

    Vocabulary(String noun) {
      this.noun = noun;
    }

    String noun() {
      return noun;
    }
  }

  /** Whether the profile has the term. Never asked for a property that begins with {@code x:}. */
  boolean knows(Vocabulary vocabulary, String term);

  /** The terms of the vocabulary, from which the nearest is suggested; may be empty. */
  Set<String> terms(Vocabulary vocabulary);

  /** Why a known unit cannot be meant for sure, as a sentence; empty if it can. */
  Optional<String> refuseUnit(String unit);

  /** Why a word cannot be one of a property's, as a sentence; empty if it can. */
  Optional<String> refuseWord(String property, String word);

  /** What is wrong with a rule pack, with its file and line; empty if it is in order. */
  Optional<String> refuseRulePack(RulePackText pack);

  /**
   * What is wrong with this parameter of a known rule, as a sentence; empty if it is in order.
   *
   * @param value as the plant file spells it
   */
  Optional<String> refuseParameter(String rule, String parameter, String value);

  /** Knows every word. */
  static VocabularyCheck acceptAll() {
    return new VocabularyCheck() {
      @Override
      public boolean knows(Vocabulary vocabulary, String term) {
        return true;
      }

      @Override
      public Set<String> terms(Vocabulary vocabulary) {
        return Set.of();
      }

      @Override
      public Optional<String> refuseUnit(String unit) {
        return Optional.empty();
      }

      @Override
      public Optional<String> refuseWord(String property, String word) {
        return Optional.empty();
      }

      @Override
      public Optional<String> refuseRulePack(RulePackText pack) {
        return Optional.empty();
      }

      @Override
      public Optional<String> refuseParameter(String rule, String parameter, String value) {
        return Optional.empty();
      }
    };
  }
}
