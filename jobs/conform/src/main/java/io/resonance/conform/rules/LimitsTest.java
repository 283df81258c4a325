package io.resonance.conform.rules;

import java.util.Locale;

/**
 * A number within limits.
 *
 * @param low least sound value, negative infinity for none
 * @param high greatest sound value, infinity for none
 * @param hysteresis an open violation ends this far inside only
 * @param unit for people
 */
record LimitsTest(double low, double high, double hysteresis, String unit) implements RowTest {

  @Override
  public boolean remembers() {
    return false;
  }

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    if (!value.isNumber()) {
      return Verdict.UNDECIDED;
    }
    double number = value.number();
    double inside = value.isViolated() ? hysteresis : 0;
    return number >= low + inside && number <= high - inside ? Verdict.SOUND : Verdict.BREACH;
  }

  @Override
  public String limits(RuleMemory memory) {
    String low = this.low == Double.NEGATIVE_INFINITY ? "" : "at least " + shown(this.low);
    String high = this.high == Double.POSITIVE_INFINITY ? "" : "at most " + shown(this.high);
    String both = low.isEmpty() || high.isEmpty() ? low + high : low + ", " + high;
    return (both + " " + unit).strip();
  }

  static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.6g", number);
  }
}
