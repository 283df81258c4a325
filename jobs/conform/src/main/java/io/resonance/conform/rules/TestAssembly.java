package io.resonance.conform.rules;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.Unit;
import io.resonance.schema.profile.UnitConversion;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.RuleTest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Makes what rules ask into tests, in the unit of the property; expressions are compiled once. */
final class TestAssembly {

  private final Profile profile;
  private final BiConsumer<PlantRule, String> notApplied;
  private final IdentityHashMap<PlantRule, ExpressionTest> expressions = new IdentityHashMap<>();

  TestAssembly(Profile profile, BiConsumer<PlantRule, String> notApplied) {
    this.profile = profile;
    this.notApplied = notApplied;
  }

  /**
   * Compiles the rule's expression, if it has one.
   *
   * @throws ProfileException naming file, line and reason
   */
  void compile(String file, PlantRule rule) {
    if (rule.test() instanceof RuleTest.Expression expression) {
      try {
        expressions.put(rule, ExpressionTest.of(expression, why -> notApplied.accept(rule, why)));
      } catch (IllegalArgumentException e) {
        throw ProfileException.of(
            "%s, line %d: the expression of the rule `%s` is wrong: %s"
                .formatted(file, expression.line(), rule.id(), e.getMessage()));
      }
    }
  }

  /** The other properties a rule looks at. */
  List<String> properties(PlantRule rule) {
    ExpressionTest expression = expressions.get(rule);
    return expression == null ? List.of() : expression.properties();
  }

  /** From the unit of a rule to that of a property; empty where there is no way. */
  Optional<UnitConversion> conversion(String from, String to) {
    if (from.isEmpty()) {
      return Optional.of(UnitConversion.IDENTITY);
    }
    return profile.unit(from).flatMap(unit -> profile.unitOfCode(to).flatMap(unit::conversionTo));
  }

  RowTest test(PlantRule rule, UnitConversion conversion, String unit) {
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
    if (asked instanceof RuleTest.Counter counter) {
      return new CounterTest(conversion.apply(counter.restart()), shown);
    }
    if (asked instanceof RuleTest.Runs runs) {
      boolean given = runs.mean().isPresent();
      return new RunsTest(
          runs.which(), given, runs.mean().orElse(0), runs.sigma().orElse(1), runs.learn());
    }
    if (asked instanceof RuleTest.Words words) {
      return new WordsTest(words.sound(), words.refused());
    }
    if (asked instanceof RuleTest.Transitions transitions) {
      return new TransitionsTest(transitions.next());
    }
    return expressions.get(rule);
  }

  /** A distance has no offset: 1 K and 1 Cel are the same. */
  private static double difference(UnitConversion conversion, double distance) {
    return conversion.apply(distance) - conversion.apply(0);
  }
}
