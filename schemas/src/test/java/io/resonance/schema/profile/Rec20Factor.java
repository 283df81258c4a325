package io.resonance.schema.profile;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the factor of a Rec 20 conversion text, such as {@code 1,745 329 x 10⁻² rad}. */
final class Rec20Factor {

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final Pattern FACTOR =
      Pattern.compile(
          "^(?:(?<dividend>\\d+)/(?<divisor>\\d+)(?!\\d)"
              + "|(?!10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])(?<number>\\d[\\d ]*(?:, ?[\\d ]*\\d)?)(?![\\d/]))?"
              + "\\s*(?:[x×]?\\s*10(?<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|[x×] (?<ten>10)(?= ))?.*$",
          Pattern.DOTALL);

  private Rec20Factor() {}

  /** The factor; 1 where the text is a unit alone, empty for spellings not known here. */
  static OptionalDouble read(String raw) {
    String text = raw.replace('\u00a0', ' ').strip();
    Matcher matcher = FACTOR.matcher(text);
    if (!matcher.matches() || text.contains("10-") || text.matches("(?s).*\\d\\.\\d.*")) {
      return OptionalDouble.empty();
    }
    double factor = 1;
    if (matcher.group("dividend") != null) {
      factor =
          Double.parseDouble(matcher.group("dividend"))
              / Double.parseDouble(matcher.group("divisor"));
    } else if (matcher.group("number") != null) {
      factor = Double.parseDouble(matcher.group("number").replace(" ", "").replace(',', '.'));
    }
    if (matcher.group("power") != null) {
      factor *= Math.pow(10, exponent(matcher.group("power")));
    }
    return OptionalDouble.of(matcher.group("ten") == null ? factor : factor * 10);
  }

  private static int exponent(String superscript) {
    int exponent = 0;
    for (char c : superscript.replace("⁻", "").toCharArray()) {
      exponent = exponent * 10 + SUPERSCRIPTS.indexOf(c);
    }
    return superscript.startsWith("⁻") ? -exponent : exponent;
  }
}
