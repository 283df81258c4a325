package io.resonance.schema.rules;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import java.util.List;

/**
 * Rules of one file. Immutable and safe for any number of threads.
 *
 * @param id name of the pack
 * @param version as its authors count it
 * @param hash SHA-256 of the text, lower-case hex
 * @param rules at least one, at most {@value #MOST_RULES}
 */
public record RulePack(String id, String version, String hash, List<PlantRule> rules) {

  /** A file with more rules is refused. */
  public static final int MOST_RULES = 2_000;

  public RulePack {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a pack.
   *
   * @param profile whose terms, units and rule ids it refers to
   * @throws ProfileException naming file, line and what to write instead
   */
  public static RulePack read(RulePackText pack, Profile profile) {
    return new RulePackReader(pack, profile).read();
  }
}
