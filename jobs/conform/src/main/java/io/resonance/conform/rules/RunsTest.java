package io.resonance.conform.rules;

import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The run rules of L. S. Nelson, "The Shewhart Control Chart: Tests for Special Causes", Journal of
 * Quality Technology 16 (1984), on distances from the mean in standard deviations. The latest value
 * belongs to every run that is reported.
 *
 * @param which numbers of the rules
 * @param given mean and standard deviation are {@code mean} and {@code sigma}, else learnt
 * @param mean see above
 * @param sigma see above
 * @param learn from so many values
 */
record RunsTest(Set<Integer> which, boolean given, double mean, double sigma, int learn)
    implements RowTest {

  private static final int LONGEST = 15;

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    if (!value.isNumber() || (memory.since != RuleMemory.NEVER && value.time() <= memory.since)) {
      return Verdict.UNDECIDED;
    }
    memory.since = value.time();
    if (!given && !isLearnt(memory)) {
      learn(value.number(), memory);
      return Verdict.UNDECIDED;
    }
    memory.push((value.number() - meanOf(memory)) / sigmaOf(memory), LONGEST);
    return broken(memory.run).isPresent() ? Verdict.BREACH : Verdict.SOUND;
  }

  @Override
  public String limits(RuleMemory memory) {
    String rule =
        broken(memory.run).stream()
            .mapToObj(number -> "; Nelson's rule %d: %s".formatted(number, words(number)))
            .findFirst()
            .orElse("");
    return "mean %s, standard deviation %s%s%s"
        .formatted(
            LimitsTest.shown(meanOf(memory)),
            LimitsTest.shown(sigmaOf(memory)),
            given ? "" : " (of the first %d values)".formatted(memory.learnt),
            rule);
  }

  // A signal that has not moved yet has no deviation to measure with.
  private boolean isLearnt(RuleMemory memory) {
    return memory.learnt >= learn && memory.squares > 0;
  }

  /** Welford's way of adding a value to mean and sum of squares. */
  private static void learn(double number, RuleMemory memory) {
    memory.learnt++;
    double distance = number - memory.mean;
    memory.mean += distance / memory.learnt;
    memory.squares += distance * (number - memory.mean);
  }

  private double meanOf(RuleMemory memory) {
    return given ? mean : memory.mean;
  }

  private double sigmaOf(RuleMemory memory) {
    return given ? sigma : Math.sqrt(memory.squares / (memory.learnt - 1));
  }

  /** The first rule that the end of a run breaks. */
  OptionalInt broken(double[] run) {
    return IntStream.rangeClosed(1, 8)
        .filter(rule -> which.contains(rule) && breaks(rule, run))
        .findFirst();
  }

  private static boolean breaks(int rule, double[] run) {
    return switch (rule) {
      case 1 -> count(run, 1, z -> Math.abs(z) > 3) == 1;
      case 2 -> oneSide(run, 9, 9, 0);
      case 3 -> moves(run, 6, 1) || moves(run, 6, -1);
      case 4 -> alternates(run, 14);
      case 5 -> oneSide(run, 3, 2, 2);
      case 6 -> oneSide(run, 5, 4, 1);
      case 7 -> count(run, 15, z -> Math.abs(z) < 1) == 15;
      default ->
          count(run, 8, z -> Math.abs(z) > 1) == 8
              && count(run, 8, z -> z > 0) > 0
              && count(run, 8, z -> z < 0) > 0;
    };
  }

  private static boolean oneSide(double[] run, int of, int least, double beyond) {
    double last = run[run.length - 1];
    return Math.abs(last) > beyond
        && count(run, of, z -> Math.signum(z) == Math.signum(last) && Math.abs(z) > beyond)
            >= least;
  }

  private static boolean moves(double[] run, int of, int direction) {
    return run.length >= of
        && IntStream.range(run.length - of + 1, run.length)
            .allMatch(i -> Math.signum(run[i] - run[i - 1]) == direction);
  }

  private static boolean alternates(double[] run, int of) {
    return run.length >= of
        && IntStream.range(run.length - of + 2, run.length)
            .allMatch(i -> (run[i] - run[i - 1]) * (run[i - 1] - run[i - 2]) < 0);
  }

  /** How many of the last so many fit; none as long as there are fewer. */
  private static int count(double[] run, int of, DoublePredicate fits) {
    if (run.length < of) {
      return 0;
    }
    int count = 0;
    for (int i = run.length - of; i < run.length; i++) {
      count += fits.test(run[i]) ? 1 : 0;
    }
    return count;
  }

  private static String words(int rule) {
    return switch (rule) {
      case 1 -> "more than 3 standard deviations from the mean";
      case 2 -> "9 values in a row on one side of the mean";
      case 3 -> "6 values in a row, each above or each below the one before";
      case 4 -> "14 values in a row, up and down in turn";
      case 5 -> "2 of 3 values more than 2 standard deviations from the mean, on one side";
      case 6 -> "4 of 5 values more than 1 standard deviation from the mean, on one side";
      case 7 -> "15 values in a row within 1 standard deviation of the mean";
      default -> "8 values in a row more than 1 standard deviation from the mean, on both sides";
    };
  }
}
