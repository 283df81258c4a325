package io.resonance.conform;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import java.util.Optional;

/**
 * The rules that look at one value at a time, with their parameters read.
 *
 * @param euRange value inside EURange
 * @param instrumentRange value inside InstrumentRange
 * @param vocabulary word in its vocabulary
 * @param quality share of BAD values
 */
record RowRules(
    Optional<Rule> euRange,
    Optional<Rule> instrumentRange,
    Optional<Rule> vocabulary,
    Optional<Quality> quality) {

  /**
   * The share of BAD values is taken over windows of so many values of a property, so that it does
   * not matter how values are put into batches.
   *
   * @param rule the rule
   * @param values length of a window
   * @param limit this many BAD values in a window break the rule
   */
  record Quality(Rule rule, int values, int limit) {

    String limits() {
      return "fewer than %d of %d values BAD".formatted(limit, values);
    }
  }

  static RowRules of(Profile profile, RuleParameters parameters) {
    return new RowRules(
        profile.rule(Rule.Check.EU_RANGE),
        profile.rule(Rule.Check.INSTRUMENT_RANGE),
        profile.rule(Rule.Check.VOCABULARY),
        profile.rule(Rule.Check.BAD_QUALITY_RATIO).map(rule -> quality(rule, parameters)));
  }

  private static Quality quality(Rule rule, RuleParameters parameters) {
    int values = parameters.count(rule, "values");
    return new Quality(rule, values, (int) Math.ceil(parameters.number(rule, "ratio") * values));
  }
}
