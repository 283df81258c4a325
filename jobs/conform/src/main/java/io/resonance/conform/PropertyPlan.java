package io.resonance.conform;

import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Vocabulary;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of a property are held against: resolved once, then used for every row.
 *
 * @param euRange normal range
 * @param instrumentRange measurable range
 * @param words the vocabulary; empty where the property has none
 */
record PropertyPlan(ValueRange euRange, ValueRange instrumentRange, Set<String> words) {

  static PropertyPlan resolve(Profile profile, String property, Optional<PropertyFacts> facts) {
    return new PropertyPlan(
        facts.map(PropertyFacts::euRange).orElse(ValueRange.UNBOUNDED),
        facts.map(PropertyFacts::instrumentRange).orElse(ValueRange.UNBOUNDED),
        profile.vocabularyOf(property).map(Vocabulary::name).map(profile::words).orElse(Set.of()));
  }

  boolean hasRange() {
    return !euRange.isUnbounded() || !instrumentRange.isUnbounded();
  }
}
