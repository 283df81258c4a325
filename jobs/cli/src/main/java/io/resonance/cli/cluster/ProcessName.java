package io.resonance.cli.cluster;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process of a cluster, written {@code taskmanager-1}.
 *
 * @param number from 1
 */
record ProcessName(Kind kind, int number) implements Comparable<ProcessName> {

  private static final Pattern FORM =
      Pattern.compile("(zookeeper|jobmanager|taskmanager)-([1-9][0-9]{0,3})");

  /** What a process is for, in the order they start. */
  enum Kind {
    ZOOKEEPER,
    JOBMANAGER,
    TASKMANAGER
  }

  static Optional<ProcessName> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ProcessName(
                Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(form.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ProcessName other) {
    return Comparator.comparing(ProcessName::kind)
        .thenComparing(ProcessName::number)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + number;
  }
}
