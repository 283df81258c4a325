package io.resonance.conform.rules;

/**
 * A number that does not change faster than this; values out of turn are passed over.
 *
 * @param most in a second
 * @param unit for people
 */
record RateTest(double most, String unit) implements RowTest {

  private static final double NANOS = 1e9;

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    if (!value.isNumber() || (memory.since != RuleMemory.NEVER && value.time() <= memory.since)) {
      return Verdict.UNDECIDED;
    }
    double before = memory.last;
    long at = memory.since;
    memory.last = value.number();
    memory.since = value.time();
    if (at == RuleMemory.NEVER) {
      return Verdict.UNDECIDED;
    }
    double rate = Math.abs(value.number() - before) / ((value.time() - at) / NANOS);
    return rate <= most ? Verdict.SOUND : Verdict.BREACH;
  }

  @Override
  public String limits(RuleMemory memory) {
    return ("a change of at most " + LimitsTest.shown(most) + " " + unit).strip() + " in a second";
  }
}
