package io.resonance.schema.plant.load;

import java.util.Collection;
import java.util.Optional;

/** Finds the word someone probably meant. */
public final class Nearest {

  // keeps the time bounded for files with very many ids
  private static final int MOST_CANDIDATES = 500;

  private Nearest() {}

  /** The known word with the fewest letters changed; empty if none is near. */
  public static Optional<String> to(String word, Collection<String> known) {
    String plain = plain(word);
    if (plain.isEmpty() || plain.length() > 100) {
      return Optional.empty();
    }
    String nearest = null;
    int fewest = Math.max(1, plain.length() / 3) + 1;
    int looked = 0;
    for (String candidate : known) {
      String plainCandidate = plain(candidate);
      if (Math.abs(plainCandidate.length() - plain.length()) < fewest) {
        int distance = distance(plain, plainCandidate);
        if (distance < fewest) {
          nearest = candidate;
          fewest = distance;
        }
        looked++;
        if (looked == MOST_CANDIDATES) {
          break;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** {@code " Did you mean 'x'?"}, or nothing. */
  static String question(String word, Collection<String> known) {
    return question(to(word, known));
  }

  static String question(Optional<String> nearest) {
    return nearest.map(near -> " Did you mean '" + near + "'?").orElse("");
  }

  // securityPolicy and security_policy are as near to security-policy as can be
  private static String plain(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      if ("-_ .".indexOf(letter) < 0) {
        plain.append(Character.toLowerCase(letter));
      }
    }
    return plain.toString();
  }

  /** Letters to insert, remove, change or swap with the next. */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : fewest(a, b, steps, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int fewest(String a, String b, int[][] steps, int i, int j) {
    char last = a.charAt(i - 1);
    int change = last == b.charAt(j - 1) ? 0 : 1;
    int fewest =
        Math.min(steps[i - 1][j - 1] + change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && last == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
  }
}
