package io.resonance.conform.rules;

import io.resonance.conform.state.SharedNames;
import io.resonance.schema.profile.Rule;
import java.util.Arrays;

/** What one rule remembers of one property; part of the state of {@code conform}. */
public final class RuleMemory {

  /** In {@link #breachSince} and {@link #since}: nothing yet. */
  public static final long NEVER = Long.MIN_VALUE;

  private static final double[] NO_RUN = {};

  /** Id and version of the rule; a rule with another version begins anew. */
  public final String rule;

  /** Source time in ns since which values break the rule. */
  public long breachSince = NEVER;

  /** Source time in ns of {@link #last}. */
  public long since = NEVER;

  /** A number of an earlier value. */
  public double last;

  /** How many values were learnt from, their mean and the sum of squared distances from it. */
  public long learnt;

  public double mean;
  public double squares;

  /** The latest values that a rule looks at together, oldest first. */
  public double[] run = NO_RUN;

  public RuleMemory(String rule) {
    this.rule = SharedNames.of(rule);
  }

  /**
   * What the memory of a rule is kept under: its id and its own version, not that of the pack
   * around it, so that a rule goes on where another one in the pack was changed.
   */
  public static String keyOf(Rule rule) {
    return ownVersion(rule.id() + " " + rule.version());
  }

  /** A key as states of earlier releases have it, without the version of the pack. */
  public static String ownVersion(String key) {
    int pack = key.indexOf(" (");
    return pack < 0 ? key : key.substring(0, pack);
  }

  /** Another one of the same content. */
  public RuleMemory copy() {
    RuleMemory copy = new RuleMemory(rule);
    copy.breachSince = breachSince;
    copy.since = since;
    copy.last = last;
    copy.learnt = learnt;
    copy.mean = mean;
    copy.squares = squares;
    copy.run = run.length == 0 ? NO_RUN : Arrays.copyOf(run, run.length);
    return copy;
  }

  /** Adds to the run, which keeps at most so many. */
  void push(double value, int most) {
    int kept = Math.min(run.length, most - 1);
    double[] next = new double[kept + 1];
    System.arraycopy(run, run.length - kept, next, 0, kept);
    next[kept] = value;
    run = next;
  }
}
