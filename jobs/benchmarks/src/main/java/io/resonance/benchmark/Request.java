package io.resonance.benchmark;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param action what to do
 * @param name the benchmark to run; empty for the other actions
 * @param json where to write the rows
 * @param rows the rows to measure; none stands for all
 * @param runs how often each side is measured; empty for what the benchmark does by itself
 * @param length how long one measurement is
 */
record Request(
    Action action,
    String name,
    Optional<Path> json,
    Set<String> rows,
    Optional<Integer> runs,
    Effort.Length length) {

  static final String USAGE =
      """
      Usage: java -jar benchmarks.jar NAME [--json FILE] [--rows A,B] [--runs N] [--quick]
             java -jar benchmarks.jar list

      Measures NAME and prints its rows; progress goes to stderr. Every row stands beside a baseline
      measured in the same run: compare ratios, not absolute figures of different machines.

        --json FILE  write the rows as JSON: [{"row", "value", "unit", "baseline", "ratio", "runs", "spread"}]
        --rows A,B   measure these rows only (default all)
        --runs N     measure each side N times and take the median, 1 to 99 (default as `list` says; 1 with --quick)
        --quick      short measurements, to see that it works; not to be quoted
        --help       this text
        list         the benchmarks there are, with their rows

      Exit code: 0 measured, 1 a measurement failed (nothing is reported then), 2 wrong arguments.
      """;

  private static final int MOST_RUNS = 99;

  /** What the command can do. */
  enum Action {
    RUN,
    LIST,
    HELP
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException whose message names the argument that is wrong
   */
  static Request parse(String[] arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    String name = "";
    Optional<Path> json = Optional.empty();
    Set<String> rows = Set.of();
    Optional<Integer> runs = Optional.empty();
    Effort.Length length = Effort.Length.FULL;
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--help", "-h" -> {
          return new Request(Action.HELP, "", json, rows, runs, length);
        }
        case "--quick" -> length = Effort.Length.QUICK;
        case "--json" -> json = Optional.of(Path.of(valueOf(argument, rest)));
        case "--rows" -> rows = new LinkedHashSet<>(List.of(valueOf(argument, rest).split(",")));
        case "--runs" -> runs = Optional.of(runs(valueOf(argument, rest)));
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException(
                "There is no option %s; see --help.".formatted(argument));
          }
          if (!name.isEmpty()) {
            throw new IllegalArgumentException(
                "'%s' and '%s' are two benchmarks; name one at a time.".formatted(name, argument));
          }
          name = argument;
        }
      }
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "Name a benchmark; `benchmarks.jar list` names those there are.");
    }
    Action action = name.equals("list") ? Action.LIST : Action.RUN;
    return new Request(action, name, json, rows, runs, length);
  }

  private static String valueOf(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(
          "The option %s needs a value; see --help.".formatted(option));
    }
    return rest.pop();
  }

  private static int runs(String text) {
    try {
      int runs = Integer.parseInt(text);
      if (runs >= 1 && runs <= MOST_RUNS) {
        return runs;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(runsMessage(text), notANumber);
    }
    throw new IllegalArgumentException(runsMessage(text));
  }

  private static String runsMessage(String text) {
    return "--runs is '%s'; write a whole number from 1 to %d.".formatted(text, MOST_RUNS);
  }
}
