package io.resonance.conform.rules;

import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.Unit;
import io.resonance.schema.profile.UnitConversion;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.RulePack;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.rules.RuleTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The rules a plant wrote, ready to be bound to properties. For one thread. */
public final class PlantRules {

  private final Profile profile;
  private final List<PlantRule> rules;
  private final BiConsumer<PlantRule, String> notApplied;

  private PlantRules(
      Profile profile, List<PlantRule> rules, BiConsumer<PlantRule, String> notApplied) {
    this.profile = profile;
    this.rules = rules;
    this.notApplied = notApplied;
  }

  /**
   * Reads packs.
   *
   * @param notApplied is told of a rule that says nothing about a value, and why
   * @throws ProfileException naming file, line and what to write instead
   */
  public static PlantRules read(
      Profile profile, List<RulePackText> packs, BiConsumer<PlantRule, String> notApplied) {
    List<PlantRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (RulePackText pack : packs) {
      for (PlantRule rule : RulePack.read(pack, profile).rules()) {
        if (!ids.add(rule.id())) {
          throw ProfileException.of(
              "%s: the rule `%s` stands in another pack already; ids are unique in a plant"
                  .formatted(pack.file(), rule.id()));
        }
        compile(pack, rule);
        rules.add(rule);
      }
    }
    return new PlantRules(profile, rules, notApplied);
  }

  private static void compile(RulePackText pack, PlantRule rule) {
    if (rule.test() instanceof RuleTest.Expression expression) {
      try {
        ExpressionTest.of(expression.source(), why -> {});
      } catch (IllegalArgumentException e) {
        throw ProfileException.of(
            "%s: the expression of the rule `%s` is wrong: %s"
                .formatted(pack.file(), rule.id(), e.getMessage()));
      }
    }
  }

  /** The words of all rules. */
  public List<Rule> words() {
    return rules.stream().map(PlantRule::words).toList();
  }

  /** Whether some expression looks at other properties of the equipment. */
  public boolean lookAround() {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.test() instanceof RuleTest.Expression expression
                    && ExpressionTest.looksAround(expression.source()));
  }

  /** The rules for a property. */
  public List<BoundRule> of(String equipment, PropertyKey key) {
    List<BoundRule> bound = new ArrayList<>();
    for (PlantRule rule : rules) {
      if (rule.scope().covers(equipment, key.property())) {
        bind(rule, equipment, key).ifPresent(bound::add);
      }
    }
    return bound;
  }

  private Optional<BoundRule> bind(PlantRule rule, String equipment, PropertyKey key) {
    Optional<UnitConversion> conversion = conversion(rule.test().unit(), key.unit());
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
    return conversion.map(known -> new BoundRule(rule, test(rule, known, key.unit())));
  }

  private RowTest test(PlantRule rule, UnitConversion conversion, String unit) {
    String shown = profile.unitOfCode(unit).map(Unit::ucum).orElse(unit);
    RuleTest asked = rule.test();
    if (asked instanceof RuleTest.Limits limits) {
      return new LimitsTest(
          conversion.apply(limits.low().orElse(Double.NEGATIVE_INFINITY)),
          conversion.apply(limits.high().orElse(Double.POSITIVE_INFINITY)),
          difference(conversion, limits.hysteresis()),
          shown);
    }
    if (asked instanceof RuleTest.Rate rate) {
      return new RateTest(difference(conversion, rate.most()), shown);
    }
    if (asked instanceof RuleTest.Stuck stuck) {
      return new StuckTest(stuck.after().toNanos(), difference(conversion, stuck.within()), shown);
    }
    if (asked instanceof RuleTest.Runs runs) {
      boolean given = runs.mean().isPresent();
      return new RunsTest(
          runs.which(), given, runs.mean().orElse(0), runs.sigma().orElse(1), runs.learn());
    }
    RuleTest.Expression expression = (RuleTest.Expression) asked;
    return ExpressionTest.of(expression.source(), why -> notApplied.accept(rule, why));
  }

  private Optional<UnitConversion> conversion(String from, String to) {
    if (from.isEmpty()) {
      return Optional.of(UnitConversion.IDENTITY);
    }
    return profile.unit(from).flatMap(unit -> profile.unitOfCode(to).flatMap(unit::conversionTo));
  }

  /** A distance has no offset: 1 K and 1 Cel are the same. */
  private static double difference(UnitConversion conversion, double distance) {
    return conversion.apply(distance) - conversion.apply(0);
  }
}
