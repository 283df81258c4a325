package io.resonance.schema.rules;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which properties of which equipment a rule applies to.
 *
 * @param equipment ids, {@code *} for any letters in them; empty for all equipment
 * @param properties names as in the records, {@code *} for any letters in them; at least one
 */
public record RuleScope(List<String> equipment, List<String> properties) {

  public RuleScope {
    equipment = List.copyOf(equipment);
    properties = List.copyOf(properties);
  }

  /** Whether the rule applies to this property of this equipment. */
  public boolean covers(String equipmentId, String property) {
    return (equipment.isEmpty() || matches(equipment, equipmentId))
        && matches(properties, property);
  }

  private static boolean matches(List<String> globs, String text) {
    return globs.stream().anyMatch(glob -> pattern(glob).matcher(text).matches());
  }

  private static Pattern pattern(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (String literal : glob.split("\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(pattern.toString());
  }
}
