package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The profile in force and the parameters this plant gives its rules.
 *
 * @param id such as {@code mdr-profile-0.1}
 * @param parameters by rule id, then parameter name, such as {@code stale} and {@code after};
 *     values as text
 */
public record ProfileReference(String id, Map<String, Map<String, String>> parameters)
    implements Serializable {

  public ProfileReference {
    parameters =
        parameters.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, rule -> Map.copyOf(rule.getValue())));
  }
}
