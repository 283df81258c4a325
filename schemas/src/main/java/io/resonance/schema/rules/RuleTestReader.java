package io.resonance.schema.rules;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.YamlEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a rule asks. */
final class RuleTestReader {

  private static final String WINDOW = "window";
  private static final String TOGETHER = "together";
  private static final List<String> KINDS =
      List.of(
          "limits",
          "rate",
          "stuck",
          "counter",
          "runs",
          "words",
          "transitions",
          "deprecated",
          "expression");

  /** What a rule may have to say what it asks. */
  static final List<String> FIELDS =
      Stream.concat(KINDS.stream(), Stream.of(WINDOW, TOGETHER)).toList();

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final int MOST_EXPRESSION = 4_000;
  private static final int MOST_TOGETHER = 10;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  private final Profile profile;
  private final StateTestReader states;

  RuleTestReader(Profile profile) {
    this.profile = profile;
    this.states = new StateTestReader(profile);
  }

  RuleTest read(YamlEntry rule, RuleScope scope) {
    List<String> given = KINDS.stream().filter(rule::has).toList();
    if (given.size() != 1) {
      throw rule.error("a rule has one of %s, this one has %s".formatted(KINDS, given));
    }
    YamlEntry entry = rule.field(given.get(0));
    if (!given.contains("expression") && (rule.has(WINDOW) || rule.has(TOGETHER))) {
      throw rule.error("`window` and `together` belong to an `expression`");
    }
    RuleTest test =
        given.contains("expression")
            ? expression(entry, rule, scope)
            : read(given.get(0), entry, scope);
    if (!test.unit().isEmpty()) {
      scope.properties().forEach(property -> requireDimension(property, test.unit(), entry));
    }
    return test;
  }

  private RuleTest read(String kind, YamlEntry entry, RuleScope scope) {
    return switch (kind) {
      case "limits" -> limits(entry.allowing("low", "high", "hysteresis", "unit"));
      case "rate" -> rate(entry.allowing("most-per-second", "unit"));
      case "stuck" -> stuck(entry.allowing("after", "within", "unit"));
      case "counter" -> counter(entry.allowing("restart", "unit"));
      case "runs" -> runs(entry.allowing("rules", "mean", "sigma", "learn"));
      case "words" -> states.words(entry, scope);
      case "transitions" -> states.transitions(entry, scope);
      default -> deprecated(entry);
    };
  }

  private RuleTest limits(YamlEntry entry) {
    OptionalDouble low = maybeNumber(entry, "low");
    OptionalDouble high = maybeNumber(entry, "high");
    if (low.isEmpty() && high.isEmpty()) {
      throw entry.error("limits need `low` or `high`");
    }
    if (low.isPresent() && high.isPresent() && low.getAsDouble() >= high.getAsDouble()) {
      throw entry.field("high").error("`high` must be above `low`");
    }
    double hysteresis = entry.has("hysteresis") ? atLeast(0, entry.field("hysteresis")) : 0;
    if (low.isPresent()
        && high.isPresent()
        && 2 * hysteresis >= high.getAsDouble() - low.getAsDouble()) {
      throw entry.field("hysteresis").error("no value would ever be sound again");
    }
    return new RuleTest.Limits(low, high, hysteresis, unit(entry));
  }

  private RuleTest rate(YamlEntry entry) {
    return new RuleTest.Rate(above0(entry.field("most-per-second")), unit(entry));
  }

  private RuleTest stuck(YamlEntry entry) {
    return new RuleTest.Stuck(
        duration(entry.field("after")),
        entry.has("within") ? atLeast(0, entry.field("within")) : 0,
        unit(entry));
  }

  private RuleTest counter(YamlEntry entry) {
    return new RuleTest.Counter(
        entry.has("restart") ? atLeast(0, entry.field("restart")) : 0, unit(entry));
  }

  /** A property that is not to be used any more, whatever it says. */
  private static RuleTest deprecated(YamlEntry entry) {
    if (!entry.text().equals("true")) {
      throw entry.error("write `deprecated: true`, or `words` with those that are `refused`");
    }
    return new RuleTest.Words(Set.of(), Set.of());
  }

  private static RuleTest runs(YamlEntry entry) {
    Set<Integer> which = new HashSet<>();
    if (entry.has("rules")) {
      for (YamlEntry number : entry.field("rules").list()) {
        which.add(whole(number, 1, 8));
      }
    } else {
      which.addAll(Set.of(1, 2, 3, 4, 5, 6, 7, 8));
    }
    if (which.isEmpty()) {
      throw entry.field("rules").error("at least one of the rules 1 to 8 is needed");
    }
    OptionalDouble mean = maybeNumber(entry, "mean");
    OptionalDouble sigma =
        entry.has("sigma")
            ? OptionalDouble.of(above0(entry.field("sigma")))
            : OptionalDouble.empty();
    if (mean.isPresent() != sigma.isPresent()) {
      throw entry.error("`mean` and `sigma` are given together or learnt together");
    }
    int learn = entry.has("learn") ? whole(entry.field("learn"), 10, 10_000) : 100;
    return new RuleTest.Runs(which, mean, sigma, learn);
  }

  private RuleTest expression(YamlEntry entry, YamlEntry rule, RuleScope scope) {
    if (entry.text().length() > MOST_EXPRESSION) {
      throw entry.error("an expression has at most %d characters".formatted(MOST_EXPRESSION));
    }
    return new RuleTest.Expression(
        entry.text().strip(),
        entry.line(),
        rule.has(WINDOW) ? Optional.of(window(rule.field(WINDOW))) : Optional.empty(),
        rule.has(TOGETHER) ? together(rule.field(TOGETHER), scope) : List.of());
  }

  private static Duration window(YamlEntry entry) {
    Duration window = duration(entry);
    if (window.compareTo(LONGEST_WINDOW) > 0) {
      throw entry.error("a window has at most %d days".formatted(LONGEST_WINDOW.toDays()));
    }
    return window;
  }

  private List<String> together(YamlEntry entry, RuleScope scope) {
    List<String> names = entry.list().stream().map(YamlEntry::text).toList();
    if (names.size() < 2 || names.size() > MOST_TOGETHER) {
      throw entry.error(
          "`together` names 2 to %d properties of one equipment".formatted(MOST_TOGETHER));
    }
    for (YamlEntry name : entry.list()) {
      if (name.text().contains("*") || !profile.knowsProperty(name.text())) {
        throw name.error("the profile has no term `%s`".formatted(name.text()));
      }
    }
    if (!scope.properties().contains(names.get(0))) {
      throw entry.error(
          "the first of `together` is the property of the rule, which the violation is about");
    }
    return names;
  }

  private String unit(YamlEntry entry) {
    if (!entry.has("unit")) {
      return "";
    }
    String unit = entry.text("unit");
    if (profile.unit(unit).isEmpty()) {
      throw entry
          .field("unit")
          .error("the profile has no unit `%s`; write UCUM such as Cel or mm/min".formatted(unit));
    }
    return unit;
  }

  // Of names of the plant's own, only the machine knows the unit.
  private void requireDimension(String property, String unit, YamlEntry entry) {
    boolean clashes =
        profile
            .term(property)
            .flatMap(PropertyTerm::canonicalUnit)
            .filter(own -> profile.unit(unit).flatMap(given -> given.conversionTo(own)).isEmpty())
            .isPresent();
    if (clashes) {
      throw entry
          .field("unit")
          .error("`%s` does not measure what %s does".formatted(unit, property));
    }
  }

  static Duration duration(YamlEntry entry) {
    Matcher matcher = DURATION.matcher(entry.text().strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw entry.error(
          "`%s` is not a duration such as 500ms, 10s, 5m or 1h".formatted(entry.text()));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static OptionalDouble maybeNumber(YamlEntry entry, String name) {
    return entry.has(name) ? OptionalDouble.of(number(entry.field(name))) : OptionalDouble.empty();
  }

  private static double above0(YamlEntry entry) {
    double number = number(entry);
    if (number <= 0) {
      throw entry.error("`%s` must be above 0".formatted(entry.text()));
    }
    return number;
  }

  private static double atLeast(double least, YamlEntry entry) {
    double number = number(entry);
    if (number < least) {
      throw entry.error("`%s` must not be below %s".formatted(entry.text(), least));
    }
    return number;
  }

  private static int whole(YamlEntry entry, int least, int most) {
    double number = number(entry);
    if (number != Math.rint(number) || number < least || number > most) {
      throw entry.error(
          "`%s` is not a whole number of %d to %d".formatted(entry.text(), least, most));
    }
    return (int) number;
  }

  private static double number(YamlEntry entry) {
    try {
      double number = Double.parseDouble(entry.text());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw entry.error("`%s` is not a number".formatted(entry.text()));
    }
    throw entry.error("`%s` is not a finite number".formatted(entry.text()));
  }
}
