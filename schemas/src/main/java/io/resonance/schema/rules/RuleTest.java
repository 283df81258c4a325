package io.resonance.schema.rules;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;

/** What a plant's rule asks of the values of a property. */
public sealed interface RuleTest {

  /** Unit of its numbers as the file spells it, empty for that of the property. */
  default String unit() {
    return "";
  }

  /**
   * A number within limits.
   *
   * @param low least sound value, empty for none
   * @param high greatest sound value, empty for none
   * @param hysteresis a violation is cleared this far inside the limits only; 0 or more
   * @param unit of all three as the file spells it, empty for that of the property
   */
  record Limits(OptionalDouble low, OptionalDouble high, double hysteresis, String unit)
      implements RuleTest {}

  /**
   * A number that does not change faster than this.
   *
   * @param most greatest sound change in a second, in the unit; above 0
   * @param unit as the file spells it, empty for that of the property
   */
  record Rate(double most, String unit) implements RuleTest {}

  /**
   * A number that does not stay the same for so long while its endpoint goes on.
   *
   * @param after above 0
   * @param within changes up to this count as none; 0 or more
   * @param unit of {@code within} as the file spells it, empty for that of the property
   */
  record Stuck(Duration after, double within, String unit) implements RuleTest {}

  /**
   * The run rules of statistical process control (Nelson 1984; Western Electric).
   *
   * @param which numbers of Nelson's rules, 1 to 8
   * @param mean centre line, in the property's unit; empty to take that of the first values
   * @param sigma standard deviation, above 0; empty to take that of the first values
   * @param learn how many first values those are, 10 to 10,000
   */
  record Runs(Set<Integer> which, OptionalDouble mean, OptionalDouble sigma, int learn)
      implements RuleTest {

    public Runs {
      which = Set.copyOf(which);
    }
  }

  /**
   * A condition in the Common Expression Language that is true for sound values.
   *
   * @param source in CEL
   */
  record Expression(String source) implements RuleTest {}
}
