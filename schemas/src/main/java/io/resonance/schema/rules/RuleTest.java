package io.resonance.schema.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a rule asks of the values of a property. */
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
   * A number that only grows, and may begin anew.
   *
   * @param restart a smaller number is sound where it is not above this, 0 or more; one that the
   *     machine says was reset is sound anyhow (MTConnect, resetTriggered)
   * @param unit of {@code restart} as the file spells it, empty for that of the property
   */
  record Counter(double restart, String unit) implements RuleTest {}

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
   * A word that is one of these, or none of those.
   *
   * @param sound the only sound words; empty for all but {@code refused}
   * @param refused words that are not sound; where both are empty, no value is
   */
  record Words(Set<String> sound, Set<String> refused) implements RuleTest {

    public Words {
      sound = Set.copyOf(sound);
      refused = Set.copyOf(refused);
    }
  }

  /**
   * A word that follows the one before it. What follows a gap in the data or a value of BAD quality
   * is not judged.
   *
   * @param next the words that may follow, by word; a word that is not here may be followed by any
   */
  record Transitions(Map<String, List<String>> next) implements RuleTest {

    public Transitions {
      next = Map.copyOf(next);
    }
  }

  /**
   * A condition in the Common Expression Language that is true for sound values.
   *
   * @param source in CEL
   * @param line of the file where it stands
   * @param window how long the values are looked at together; empty for one value at a time
   * @param together properties of one equipment after each of which it is judged, with one
   *     violation for all of them; empty for one violation for each property
   */
  record Expression(String source, int line, Optional<Duration> window, List<String> together)
      implements RuleTest {

    public Expression {
      together = List.copyOf(together);
    }
  }
}
