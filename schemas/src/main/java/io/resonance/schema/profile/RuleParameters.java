package io.resonance.schema.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of all rule parameters in force in one plant: the pack's defaults and the plant's own.
 */
public final class RuleParameters {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private final Map<String, Map<String, String>> values;
  private final Map<String, Map<String, Long>> nanos = new HashMap<>();

  private final List<Rule> rules;

  private RuleParameters(List<Rule> rules, Map<String, Map<String, String>> values) {
    this.rules = rules;
    this.values = values;
    for (Rule rule : rules) {
      Map<String, Long> durations = new HashMap<>();
      for (Rule.Parameter parameter : rule.parameters()) {
        if (parameter.type() == Rule.Type.DURATION) {
          durations.put(parameter.name(), duration(text(rule, parameter.name())).toNanos());
        }
      }
      nanos.put(rule.id(), durations);
    }
  }

  /**
   * Joins the pack's defaults with a plant's values.
   *
   * @param overrides by rule id, then parameter name
   * @throws IllegalArgumentException naming every rule or parameter that does not exist and every
   *     value that does not fit
   */
  static RuleParameters of(List<Rule> rules, Map<String, Map<String, String>> overrides) {
    List<String> problems = problems(rules, overrides);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    Map<String, Map<String, String>> values = new HashMap<>();
    for (Rule rule : rules) {
      Map<String, String> own = new HashMap<>();
      rule.parameters().forEach(parameter -> own.put(parameter.name(), parameter.defaultValue()));
      own.putAll(overrides.getOrDefault(rule.id(), Map.of()));
      values.put(rule.id(), own);
    }
    return new RuleParameters(rules, values);
  }

  /**
   * These and the parameters of rules that the plant wrote, which stand in the rules themselves.
   */
  public RuleParameters with(List<Rule> plantRules) {
    Map<String, Map<String, String>> joined = new HashMap<>(values);
    for (Rule rule : plantRules) {
      Map<String, String> own = new HashMap<>();
      rule.parameters().forEach(parameter -> own.put(parameter.name(), parameter.defaultValue()));
      joined.put(rule.id(), own);
    }
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(plantRules);
    return new RuleParameters(all, joined);
  }

  /** What is wrong with a plant's values, one sentence each; empty where nothing is. */
  static List<String> problems(List<Rule> rules, Map<String, Map<String, String>> overrides) {
    List<String> problems = new ArrayList<>();
    overrides.forEach(
        (ruleId, own) ->
            rules.stream()
                .filter(rule -> rule.id().equals(ruleId))
                .findFirst()
                .ifPresentOrElse(
                    rule -> own.forEach((name, value) -> check(rule, name, value, problems)),
                    () ->
                        problems.add(
                            "The profile has no rule `%s`; it has %s."
                                .formatted(ruleId, rules.stream().map(Rule::id).toList()))));
    return problems;
  }

  /** A duration in nanoseconds, the resolution of batches. */
  public long nanos(Rule rule, String name) {
    return nanos.get(rule.id()).get(name);
  }

  public int count(Rule rule, String name) {
    return Integer.parseInt(text(rule, name));
  }

  public double number(Rule rule, String name) {
    return Double.parseDouble(text(rule, name));
  }

  /** The value as it is written. */
  public String text(Rule rule, String name) {
    return values.get(rule.id()).get(name);
  }

  private static void check(Rule rule, String name, String value, List<String> problems) {
    var parameter = rule.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    if (parameter.isEmpty()) {
      problems.add(
          "The rule `%s` has no parameter `%s`; it has %s."
              .formatted(
                  rule.id(), name, rule.parameters().stream().map(Rule.Parameter::name).toList()));
    } else if (!fits(parameter.get().type(), value)) {
      problems.add(
          "The parameter `%s` of the rule `%s` is `%s`; write %s."
              .formatted(name, rule.id(), value, expected(parameter.get().type())));
    }
  }

  static boolean fits(Rule.Type type, String value) {
    try {
      return switch (type) {
        case DURATION -> !duration(value).isZero();
        case COUNT -> Integer.parseInt(value) > 0;
        case RATIO -> Double.parseDouble(value) > 0 && Double.parseDouble(value) <= 1;
        case NUMBER -> Double.parseDouble(value) > 0 && Double.isFinite(Double.parseDouble(value));
      };
    } catch (IllegalArgumentException e) {
      return false; // the caller says what was expected
    }
  }

  private static String expected(Rule.Type type) {
    return switch (type) {
      case DURATION -> "a duration such as 500ms, 10s, 5m or 1h";
      case COUNT -> "a whole number above 0";
      case RATIO -> "a number above 0 and up to 1";
      case NUMBER -> "a number above 0";
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
