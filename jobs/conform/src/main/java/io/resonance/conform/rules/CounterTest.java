package io.resonance.conform.rules;

/**
 * A number that only grows, and may begin anew.
 *
 * @param restart a smaller number is sound where it is not above this
 * @param unit for people
 */
record CounterTest(double restart, String unit) implements RowTest {

  private static final String RESET = "resetTriggered"; // MTConnect, Observation

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    if (!value.isNumber() || (memory.since != RuleMemory.NEVER && value.time() < memory.since)) {
      return Verdict.UNDECIDED;
    }
    boolean isFirst = memory.since == RuleMemory.NEVER;
    double before = memory.last;
    memory.since = value.time();
    memory.last = value.number();
    if (isFirst) {
      return Verdict.UNDECIDED;
    }
    boolean isSound = value.number() >= before || value.number() <= restart || value.says(RESET);
    memory.mean = isSound ? memory.mean : before; // for the limits of the violation this opens
    return isSound ? Verdict.SOUND : Verdict.BREACH;
  }

  @Override
  public String limits(RuleMemory memory) {
    return ("at least " + LimitsTest.shown(memory.mean) + " " + unit).strip()
        + ", or a new beginning at most at "
        + LimitsTest.shown(restart);
  }
}
