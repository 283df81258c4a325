package io.resonance.schema.plant.load;

import io.resonance.schema.rules.RulePackText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A profile of a few words. */
final class FakeVocabulary implements VocabularyCheck {

  private static final Map<Vocabulary, Set<String>> TERMS =
      Map.of(
          Vocabulary.PROFILE, Set.of("mdr-profile-0.1"),
          Vocabulary.CATEGORY, Set.of("machine-tool", "robot"),
          Vocabulary.PROPERTY, Set.of("spindle-speed", "spindle-power"),
          Vocabulary.UNIT, Set.of("rpm", "mm/min", "GJ"),
          Vocabulary.RULE, Set.of("stale"));

  @Override
  public boolean knows(Vocabulary vocabulary, String term) {
    return terms(vocabulary).contains(term);
  }

  @Override
  public Set<String> terms(Vocabulary vocabulary) {
    return TERMS.get(vocabulary);
  }

  @Override
  public Optional<String> refuseUnit(String unit) {
    return unit.equals("GJ")
        ? Optional.of("'GJ' is a code and the symbol of another unit.")
        : Optional.empty();
  }

  @Override
  public Optional<String> refuseWord(String property, String word) {
    return word.equals("RUNNING")
        ? Optional.of("'RUNNING' is no word of %s; READY, ACTIVE are.".formatted(property))
        : Optional.empty();
  }

  @Override
  public Optional<String> refuseRulePack(RulePackText pack) {
    return pack.text().contains("wrong")
        ? Optional.of(pack.file() + ", line 1: the field `pack` is missing")
        : Optional.empty();
  }

  @Override
  public Optional<String> refuseParameter(String rule, String parameter, String value) {
    return value.equals("soon")
        ? Optional.of("The parameter 'after' of the rule 'stale' must be a duration.")
        : Optional.empty();
  }
}
