package io.resonance.schema.plant.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word someone probably meant. */
final class Nearest {

  private Nearest() {}

  /** The known word with the fewest letters changed; empty if none is near. */
  static Optional<String> to(String word, Collection<String> known) {
    String plain = plain(word);
    if (plain.isEmpty() || plain.length() > 100) {
      return Optional.empty();
    }
    int limit = Math.max(1, plain.length() / 3);
    return known.stream()
        .filter(candidate -> distance(plain, plain(candidate)) <= limit)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(plain, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code " Did you mean 'x'?"}, or nothing. */
  static String question(String word, Collection<String> known) {
    return to(word, known).map(near -> " Did you mean '" + near + "'?").orElse("");
  }

  // securityPolicy and security_policy are as near to security-policy as can be
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
