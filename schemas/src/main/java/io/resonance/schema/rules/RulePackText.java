package io.resonance.schema.rules;

import java.io.Serializable;

/**
 * A rule pack as it was written, which is how it travels to the tasks of a job.
 *
 * @param file what errors call it
 * @param text YAML, at most {@value #MOST_CHARACTERS} characters
 */
public record RulePackText(String file, String text) implements Serializable {

  /** Larger packs are refused. */
  public static final int MOST_CHARACTERS = 1 << 20;
}
