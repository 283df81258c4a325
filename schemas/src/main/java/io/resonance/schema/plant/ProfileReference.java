package io.resonance.schema.plant;

import io.resonance.schema.rules.RulePackText;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The profile in force and the parameters this plant gives its rules.
 *
 * @param id such as {@code mdr-profile-0.1}
 * @param parameters by rule id, then parameter name, such as {@code stale} and {@code after};
 *     values as text
 * @param packs rules of the plant's own
 * @param violations how violations are reported
 * @param healthInterval how often data health is told of, 1 s or more
 */
public record ProfileReference(
    String id,
    Map<String, Map<String, String>> parameters,
    List<RulePackText> packs,
    ViolationSettings violations,
    Duration healthInterval)
    implements Serializable {

  /** How often data health is told of where a plant says nothing else. */
  public static final Duration HEALTH_INTERVAL = Duration.ofSeconds(60);

  public ProfileReference {
    parameters =
        parameters.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, rule -> Map.copyOf(rule.getValue())));
    packs = List.copyOf(packs);
  }

  /** A profile with rules of the plant's own. */
  public ProfileReference(
      String id, Map<String, Map<String, String>> parameters, List<RulePackText> packs) {
    this(id, parameters, packs, ViolationSettings.DEFAULT, HEALTH_INTERVAL);
  }

  /** A profile without rules of the plant's own. */
  public ProfileReference(String id, Map<String, Map<String, String>> parameters) {
    this(id, parameters, List.of());
  }

  /** The same with other rules of the plant's own. */
  public ProfileReference withPacks(List<RulePackText> others) {
    return new ProfileReference(id, parameters, others, violations, healthInterval);
  }
}
