package io.resonance.conform.rules;

import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.UnitConversion;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.ProfileTests;
import io.resonance.schema.rules.RulePack;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.rules.RuleTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The tests of properties, those of the profile and those a plant wrote, ready to be bound to
 * properties. For one thread.
 */
public final class PlantRules {

  private static final String ANY = "*";

  private final List<PlantRule> rules;
  private final List<Rule> plantWords;
  private final TestAssembly assembly;
  private final BiConsumer<PlantRule, String> notApplied;
  private final Set<String> remembered = new HashSet<>();

  /** Rules as they were bound, by rule and unit: properties of one unit share them. */
  private final IdentityHashMap<PlantRule, Map<String, Optional<BoundRule>>> bound =
      new IdentityHashMap<>();

  private PlantRules(
      List<PlantRule> rules,
      List<Rule> plantWords,
      TestAssembly assembly,
      BiConsumer<PlantRule, String> notApplied) {
    this.rules = rules;
    this.plantWords = plantWords;
    this.assembly = assembly;
    this.notApplied = notApplied;
    rules.forEach(rule -> remembered.addAll(assembly.properties(rule)));
  }

  /**
   * Reads packs, without the tests of the profile.
   *
   * @param notApplied is told of a rule that says nothing about a value, and why
   * @throws ProfileException naming file, line and what to write instead
   */
  public static PlantRules read(
      Profile profile, List<RulePackText> packs, BiConsumer<PlantRule, String> notApplied) {
    return read(profile, List.of(), packs, notApplied);
  }

  /**
   * Reads the tests of the profile and packs.
   *
   * @param parameters of the profile's rules
   * @param notApplied is told of a rule that says nothing about a value, and why
   * @throws ProfileException naming file, line and what to write instead
   */
  public static PlantRules read(
      Profile profile,
      RuleParameters parameters,
      List<RulePackText> packs,
      BiConsumer<PlantRule, String> notApplied) {
    return read(profile, ProfileTests.read(profile, parameters), packs, notApplied);
  }

  private static PlantRules read(
      Profile profile,
      List<PlantRule> profileTests,
      List<RulePackText> packs,
      BiConsumer<PlantRule, String> notApplied) {
    TestAssembly assembly = new TestAssembly(profile, notApplied);
    profileTests.forEach(rule -> assembly.compile("rules.yaml", rule));
    List<PlantRule> rules = new ArrayList<>(profileTests);
    List<Rule> words = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (RulePackText pack : packs) {
      for (PlantRule rule : RulePack.read(pack, profile).rules()) {
        if (!ids.add(rule.id())) {
          throw ProfileException.of(
              "%s: the rule `%s` stands in another pack already; ids are unique in a plant"
                  .formatted(pack.file(), rule.id()));
        }
        assembly.compile(pack.file(), rule);
        rules.add(rule);
        words.add(rule.words());
      }
    }
    return new PlantRules(List.copyOf(rules), List.copyOf(words), assembly, notApplied);
  }

  /** The words of the rules that the plant wrote. */
  public List<Rule> words() {
    return plantWords;
  }

  /** Whether some expression looks at what this property said last. */
  public boolean remembers(String property) {
    return remembered.contains(property) || remembered.contains(ANY);
  }

  /** The rules for a property. */
  public List<BoundRule> of(String equipment, PropertyKey key) {
    List<BoundRule> found = new ArrayList<>(0);
    for (PlantRule rule : rules) {
      if (rule.scope().covers(equipment, key.property()) || isTogether(rule, equipment, key)) {
        bound
            .computeIfAbsent(rule, any -> new HashMap<>())
            .computeIfAbsent(key.unit(), unit -> bind(rule, equipment, key))
            .ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private static boolean isTogether(PlantRule rule, String equipment, PropertyKey key) {
    return rule.test() instanceof RuleTest.Expression expression
        && expression.together().contains(key.property())
        && rule.scope().covers(equipment, expression.together().get(0));
  }

  private Optional<BoundRule> bind(PlantRule rule, String equipment, PropertyKey key) {
    Optional<UnitConversion> conversion = assembly.conversion(rule.test().unit(), key.unit());
    if (conversion.isEmpty()) {
      notApplied.accept(
          rule,
          "it is in `%s`, and %s of %s comes %s"
              .formatted(
                  rule.test().unit(),
                  key.property(),
                  equipment,
                  key.unit().isEmpty() ? "without a unit" : "in " + key.unit()));
    }
    return conversion.map(known -> new BoundRule(rule, assembly.test(rule, known, key.unit())));
  }
}
