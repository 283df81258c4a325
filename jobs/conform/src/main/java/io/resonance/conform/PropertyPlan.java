package io.resonance.conform;

import io.resonance.conform.rules.BoundRule;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of a property are held against: resolved once, then used for every row.
 *
 * @param euRange normal range
 * @param instrumentRange measurable range
 * @param words the vocabulary; empty where the property has none
 * @param faults what contradicts itself in what the endpoint said, as bits of {@link
 *     IntegrityCheck}
 * @param rules tests of the profile and of the plant; empty for many properties
 * @param remembered whether some test looks at what the property said last
 */
record PropertyPlan(
    ValueRange euRange,
    ValueRange instrumentRange,
    Set<String> words,
    int faults,
    List<BoundRule> rules,
    boolean remembered) {

  static PropertyPlan resolve(
      Profile profile,
      String property,
      Optional<PropertyFacts> facts,
      List<BoundRule> rules,
      boolean remembered) {
    return new PropertyPlan(
        facts.map(PropertyFacts::euRange).orElse(ValueRange.UNBOUNDED),
        facts.map(PropertyFacts::instrumentRange).orElse(ValueRange.UNBOUNDED),
        profile.vocabularyOf(property).map(Vocabulary::name).map(profile::words).orElse(Set.of()),
        facts.map(IntegrityCheck::ofFacts).orElse(0),
        rules,
        remembered);
  }

  boolean hasRange() {
    return !euRange.isUnbounded() || !instrumentRange.isUnbounded();
  }
}
