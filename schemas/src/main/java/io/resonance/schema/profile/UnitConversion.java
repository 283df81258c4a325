package io.resonance.schema.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * One unit into another: {@code (value x multiply + add) / divide}. Where the exact factors are
 * whole numbers that a double holds, the three are those, so that whole results come out whole (212
 * F is 100 C, 90 mm/min is 1.5 mm/s); otherwise they are rounded once.
 *
 * @param multiply see above
 * @param add see above
 * @param divide see above
 */
public record UnitConversion(double multiply, double add, double divide) {

  /** Leaves every number as it is. */
  public static final UnitConversion IDENTITY = new UnitConversion(1, 0, 1);

  private static final int EXACT_BITS = 53;

  /** The value in the target unit. */
  public double apply(double value) {
    return (value * multiply + add) / divide;
  }

  /** Whether {@link #apply} changes nothing. */
  public boolean isIdentity() {
    return multiply == 1 && add == 0 && divide == 1;
  }

  /** The conversion of a machine whose numbers are this many times too large (nativeScale). */
  public UnitConversion dividingFirstBy(double nativeScale) {
    return nativeScale == 1
        ? this
        : new UnitConversion(multiply, add * nativeScale, divide * nativeScale);
  }

  static UnitConversion between(Unit from, Unit to) {
    ExactNumber factor = from.scale().over(to.scale());
    ExactNumber offset = from.offset().minus(to.offset());
    ExactNumber add = offset.isZero() ? ExactNumber.ZERO : offset.over(to.scale());
    if (factor.isFraction() && add.isFraction()) {
      BigInteger divide = commonMultiple(factor.denominator(), add.denominator());
      BigInteger multiply = factor.numerator().multiply(divide.divide(factor.denominator()));
      BigInteger added = add.numerator().multiply(divide.divide(add.denominator()));
      if (fits(multiply) && fits(added) && fits(divide)) {
        return new UnitConversion(
            multiply.doubleValue(), added.doubleValue(), divide.doubleValue());
      }
    }
    return rounded(factor.decimal(), add.decimal());
  }

  private static UnitConversion rounded(BigDecimal factor, BigDecimal add) {
    boolean small = factor.compareTo(BigDecimal.ONE) < 0 && add.signum() == 0;
    return small
        ? new UnitConversion(1, 0, BigDecimal.ONE.divide(factor, new MathContext(40)).doubleValue())
        : new UnitConversion(factor.doubleValue(), add.doubleValue(), 1);
  }

  private static BigInteger commonMultiple(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }

  private static boolean fits(BigInteger number) {
    return number.abs().bitLength() <= EXACT_BITS;
  }
}
