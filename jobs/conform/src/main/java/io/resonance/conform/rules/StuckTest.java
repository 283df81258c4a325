package io.resonance.conform.rules;

import java.time.Duration;

/**
 * A number that moves at least so often. The row that opens the violation is one that repeats the
 * number; where a server sends changes only, {@link #isStuck} tells on the clock of the endpoint.
 *
 * @param after in ns
 * @param within changes up to this count as none
 * @param unit for people
 */
record StuckTest(long after, double within, String unit) implements RowTest {

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    if (!value.isNumber() || (memory.since != RuleMemory.NEVER && value.time() < memory.since)) {
      return Verdict.UNDECIDED;
    }
    if (memory.since == RuleMemory.NEVER || Math.abs(value.number() - memory.last) > within) {
      memory.last = value.number();
      memory.since = value.time();
      return Verdict.SOUND;
    }
    return isStuck(memory, value.time()) ? Verdict.BREACH : Verdict.UNDECIDED;
  }

  boolean isStuck(RuleMemory memory, long now) {
    return memory.since != RuleMemory.NEVER && now - memory.since >= after;
  }

  @Override
  public String limits(RuleMemory memory) {
    String change = within == 0 ? "a change" : "a change of more than " + LimitsTest.shown(within);
    return (change + " " + unit).strip()
        + " within "
        + Duration.ofNanos(after).toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
