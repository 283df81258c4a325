package io.resonance.schema.rules;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.YamlEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests of properties in a profile's own rules. They are written as those of a plant, but refer
 * to the rule's parameters as {@code ${name}}, and a term stands for it with every qualifier.
 */
public final class ProfileTests {

  private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z-]+)}");
  private static final String[] FIELDS =
      Stream.concat(
              Stream.of(
                  "id",
                  "version",
                  "check",
                  "severity",
                  "subject",
                  "basis",
                  "parameters",
                  "en",
                  "zh",
                  "property",
                  "for"),
              RuleTestReader.FIELDS.stream())
          .toArray(String[]::new);

  private ProfileTests() {}

  /**
   * Reads the tests of all rules that have one.
   *
   * @param parameters of the rules, as they are in force
   * @throws ProfileException naming line and what is wrong
   */
  public static List<PlantRule> read(Profile profile, RuleParameters parameters) {
    RuleTestReader tests = new RuleTestReader(profile);
    List<PlantRule> rules = new ArrayList<>();
    for (Rule rule : profile.rules()) {
      profile
          .testOf(rule)
          .ifPresent(
              entry ->
                  rules.add(
                      rule(
                          rule,
                          entry.allowing(FIELDS).reading(text -> filled(text, rule, parameters)),
                          profile,
                          tests)));
    }
    return List.copyOf(rules);
  }

  private static PlantRule rule(
      Rule words, YamlEntry entry, Profile profile, RuleTestReader tests) {
    List<String> properties = entry.texts("property");
    if (properties.isEmpty()) {
      throw entry.error("`property` names at least one term");
    }
    for (YamlEntry property : entry.field("property").list()) {
      if (profile.term(property.text()).isEmpty()) {
        throw property.error("the profile has no term `%s`".formatted(property.text()));
      }
    }
    RuleTest test = tests.read(entry, new RuleScope(List.of(), properties));
    return new PlantRule(
        words,
        new RuleScope(List.of(), withQualifiers(properties)),
        test,
        entry.has("for") ? RuleTestReader.duration(entry.field("for")) : Duration.ZERO);
  }

  private static List<String> withQualifiers(List<String> properties) {
    return properties.stream().flatMap(term -> Stream.of(term, term + "[*]")).toList();
  }

  private static String filled(String text, Rule rule, RuleParameters parameters) {
    Matcher matcher = PARAMETER.matcher(text);
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(value(found.group(1), rule, parameters)));
  }

  private static String value(String name, Rule rule, RuleParameters parameters) {
    if (rule.parameters().stream().noneMatch(parameter -> parameter.name().equals(name))) {
      throw ProfileException.of(
          "The rule `%s` of the profile refers to the parameter `%s`, which it does not have."
              .formatted(rule.id(), name));
    }
    return parameters.text(rule, name);
  }
}
