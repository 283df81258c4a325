package io.resonance.schema.profile;

import java.util.Optional;

/**
 * A term for a property.
 *
 * @param name the term, such as {@code axis-position}
 * @param kind what values it has
 * @param qualified whether a device model always gives it a qualifier: {@code axis-position[X]}
 * @param canonicalUnit the unit every value is converted to; empty for values without one
 * @param vocabulary name of the vocabulary of a state; empty otherwise
 * @param titleEn for people
 * @param titleZh for people
 */
public record PropertyTerm(
    String name,
    Kind kind,
    boolean qualified,
    Optional<Unit> canonicalUnit,
    Optional<String> vocabulary,
    String titleEn,
    String titleZh) {

  /** What the values of a term are. */
  public enum Kind {
    /** A continuous number; judged for silence. */
    MEASUREMENT,
    /** A number that may rest for any time. */
    COUNT,
    /** A word of a vocabulary. */
    STATE,
    /** Any text. */
    TEXT,
    /** Any value. */
    OTHER
  }

  /** The property of a component: the term with the component's name as qualifier. */
  public String of(String component) {
    return name + "[" + component.replace('[', '(').replace(']', ')') + "]";
  }

  /** The term of a property: everything before its qualifier. */
  public static String termOf(String property) {
    int bracket = property.indexOf('[');
    return bracket > 0 && property.endsWith("]") ? property.substring(0, bracket) : property;
  }
}
