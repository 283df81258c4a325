package io.resonance.schema.rules;

import io.resonance.schema.profile.Rule;
import java.time.Duration;

/**
 * A rule that a plant wrote.
 *
 * @param words id, version, severity, texts and what it rests on, as a violation carries them
 * @param scope what it applies to
 * @param test what it asks
 * @param hold a breach must last this long, on the clock of the values, before it is a violation
 */
public record PlantRule(Rule words, RuleScope scope, RuleTest test, Duration hold) {

  /** Stable id, unique among the rules of the plant and those of the profile. */
  public String id() {
    return words.id();
  }
}
