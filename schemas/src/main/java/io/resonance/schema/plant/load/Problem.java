package io.resonance.schema.plant.load;

import java.util.Comparator;

/**
 * Something in a plant file that keeps the job from starting, or that its author should know.
 *
 * @param severity whether the file is refused for it
 * @param file the plant file, as it was named by the caller
 * @param line from 1; 0 if it concerns the file as a whole
 * @param column from 1; 0 if it concerns the file as a whole
 * @param path keys from the top, such as {@code opcua.servers[0].url}; empty for the top
 * @param value the value at fault on one line, shortened; empty where there is none or where it may
 *     be a secret
 * @param reason what is wrong, a sentence or two
 * @param nextStep what to do about it, a sentence or two
 */
public record Problem(
    Severity severity,
    String file,
    int line,
    int column,
    String path,
    String value,
    String reason,
    String nextStep) {

  private static final int LONGEST_VALUE = 120;
  private static final int LONGEST_SENTENCE = 1000;

  /** From top to bottom of the file, errors before warnings in the same place. */
  static final Comparator<Problem> IN_FILE_ORDER =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::severity)
          .thenComparing(Problem::path)
          .thenComparing(Problem::reason);

  /** Whether the file is refused. */
  public enum Severity {
    /** The file is refused. */
    ERROR,
    /** The file is accepted. */
    WARNING;

    String word() {
      return this == ERROR ? "error" : "warning";
    }
  }

  public Problem {
    path = onOneLine(path, LONGEST_VALUE);
    value = onOneLine(value, LONGEST_VALUE);
    reason = onOneLine(reason, LONGEST_SENTENCE);
    nextStep = onOneLine(nextStep, LONGEST_SENTENCE);
  }

  /**
   * For people: position and reason, the key with its value and a caret below, and the next step.
   * No line break at the end.
   */
  public String render() {
    StringBuilder text = new StringBuilder(256);
    text.append(position()).append(' ').append(severity.word()).append(": ");
    text.append(subject()).append(reason);
    if (!value.isEmpty()) {
      String key = path.substring(path.lastIndexOf('.') + 1) + ": ";
      text.append("\n    ").append(key).append(value);
      text.append("\n    ").append(" ".repeat(key.length())).append('^');
    }
    return text.append("\n  next: ").append(nextStep).toString();
  }

  /** For programs and logs: everything on one line, in a form that stays the same. */
  public String oneLine() {
    return position() + ": " + severity.word() + ": " + subject() + reason + " Next: " + nextStep;
  }

  private String position() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }

  private String subject() {
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String onOneLine(String text, int longest) {
    String cut = text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    return cut.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
  }
}
