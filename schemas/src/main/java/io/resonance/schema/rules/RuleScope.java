package io.resonance.schema.rules;

import java.util.List;

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
    for (int i = 0; i < globs.size(); i++) {
      if (matches(globs.get(i), text)) {
        return true;
      }
    }
    return false;
  }

  /** Letter by letter, because a plant with a million properties asks this for each rule. */
  static boolean matches(String glob, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int from = 0;
    while (in < text.length()) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        from = in;
      } else if (at < glob.length() && glob.charAt(at) == text.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++from;
      } else {
        return false;
      }
    }
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    return at == glob.length();
  }
}
