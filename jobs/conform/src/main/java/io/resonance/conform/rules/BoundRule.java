package io.resonance.conform.rules;

import io.resonance.schema.profile.Rule;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.rules.RuleTest;

/** A rule for properties of one unit, with its numbers in it. Without state of its own. */
public final class BoundRule {

  private final PlantRule rule;
  private final RowTest test;
  private final String memoryKey;
  private final long hold;
  private final String lead;
  private final boolean remembers;

  BoundRule(PlantRule rule, RowTest test) {
    this.rule = rule;
    this.test = test;
    this.memoryKey = RuleMemory.keyOf(rule.words());
    this.hold = rule.hold().toNanos();
    this.remembers = hold > 0 || test.remembers();
    this.lead =
        rule.test() instanceof RuleTest.Expression expression && !expression.together().isEmpty()
            ? expression.together().get(0)
            : "";
  }

  /** Id, severity and texts. */
  public Rule words() {
    return rule.words();
  }

  /** The property its violations are about; empty for the one whose value is judged. */
  public String lead() {
    return lead;
  }

  /** Whether it needs a memory of its own for each property. */
  public boolean remembers() {
    return remembers;
  }

  /** A value of BAD quality came. */
  public void interrupted(RuleMemory memory) {
    test.interrupted(memory);
  }

  /** What its memory is kept under. */
  public String memoryKey() {
    return memoryKey;
  }

  /** Judges a value; a breach counts once it has lasted as long as the rule says. */
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    Verdict verdict = test.judge(value, memory);
    if (hold == 0 || verdict == Verdict.UNDECIDED) {
      return verdict;
    }
    if (verdict == Verdict.SOUND) {
      memory.breachSince = RuleMemory.NEVER;
      return verdict;
    }
    if (memory.breachSince == RuleMemory.NEVER) {
      memory.breachSince = value.time();
    }
    return value.isViolated() || value.time() - memory.breachSince >= hold
        ? Verdict.BREACH
        : Verdict.UNDECIDED;
  }

  /** Whether {@link #isStuck} can ever be. */
  public boolean canBeStuck() {
    return test instanceof StuckTest;
  }

  /** Whether the property has not moved for too long, on the clock of its endpoint in ns. */
  public boolean isStuck(RuleMemory memory, long now) {
    return test instanceof StuckTest stuck && stuck.isStuck(memory, now - hold);
  }

  /** What a sound value would have been. */
  public String limits(RuleMemory memory) {
    return test.limits(memory);
  }
}
