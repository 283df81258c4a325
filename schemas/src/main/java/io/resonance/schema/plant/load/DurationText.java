package io.resonance.schema.plant.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the plant file spells them: a whole number and ms, s, m, h or d, such as 10s. */
final class DurationText {

  static final String PATTERN = "[0-9]{1,9}(ms|s|m|h|d)";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern NEARLY = Pattern.compile("(?:pt?)?\\s*([0-9]{1,9})\\s*([a-z]*)\\.?");

  private DurationText() {}

  static Duration parse(String spelled) throws MalformedValueException {
    Matcher form = FORM.matcher(spelled);
    if (!form.matches()) {
      throw new MalformedValueException(
          "This is not a duration: a whole number and ms, s, m, h or d, without a space.",
          advice(spelled));
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** The shortest spelling. */
  static String spell(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String advice(String spelled) {
    Matcher nearly = NEARLY.matcher(spelled.strip().toLowerCase(Locale.ROOT));
    if (!nearly.matches()) {
      return "Write for example 100ms, 10s or 5m.";
    }
    String number = nearly.group(1);
    if (nearly.group(2).isEmpty()) {
      return "Say which unit: write %1$ss for seconds or %1$sms for milliseconds."
          .formatted(number);
    }
    return unit(nearly.group(2))
        .map(unit -> "Write " + number + unit + ".")
        .orElse("Write for example 100ms, 10s or 5m.");
  }

  private static Optional<String> unit(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds" -> "ms";
          case "s", "sec", "secs", "second", "seconds" -> "s";
          case "m", "min", "mins", "minute", "minutes" -> "m";
          case "h", "hr", "hrs", "hour", "hours" -> "h";
          case "d", "day", "days" -> "d";
          default -> null;
        });
  }
}
