package io.resonance.schema.profile;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the factor of a Rec 20 conversion text, such as {@code 1,745 329 x 10⁻² rad}. */
final class Rec20Factor {

  private static final Pattern FACTOR =
      Pattern.compile("^(?:([0-9][0-9 ,]*)(/[0-9]+)?)? ?(?:[x×] )?(10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?[ /].*");
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Rec20Factor() {}

  static OptionalDouble read(String raw) {
    String text = raw.replace('\u00a0', ' ').replaceFirst("^10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻])", "1 x 10$1");
    Matcher matcher = FACTOR.matcher(text);
    if (!matcher.matches() || matcher.group(1) == null) {
      return OptionalDouble.empty();
    }
    double factor = Double.parseDouble(matcher.group(1).replace(" ", "").replace(',', '.'));
    if (matcher.group(2) != null) {
      factor /= Double.parseDouble(matcher.group(2).substring(1));
    }
    if (matcher.group(3) != null) {
      factor *= Math.pow(10, exponent(matcher.group(3).substring(2)));
    }
    return OptionalDouble.of(factor);
  }

  private static int exponent(String superscript) {
    int exponent = 0;
    for (char c : superscript.replace("⁻", "").toCharArray()) {
      exponent = exponent * 10 + SUPERSCRIPTS.indexOf(c);
    }
    return superscript.startsWith("⁻") ? -exponent : exponent;
  }
}
