package io.resonance.schema.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Objects;

/**
 * A number without rounding: a fraction times a power of pi, as the scales of units are (a degree
 * is pi/180 rad). Factors between two units in which pi cancels stay exact.
 */
final class ExactNumber {

  static final ExactNumber ZERO = new ExactNumber(BigInteger.ZERO, BigInteger.ONE, 0);

  private static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");

  private final BigInteger numerator;
  private final BigInteger denominator;
  private final int piPower;

  private ExactNumber(BigInteger numerator, BigInteger denominator, int piPower) {
    BigInteger divisor = numerator.gcd(denominator).multiply(sign(denominator));
    this.numerator = numerator.divide(divisor);
    this.denominator = denominator.divide(divisor);
    this.piPower = numerator.signum() == 0 ? 0 : piPower;
  }

  /**
   * Reads a product and quotient of decimals and {@code pi}, such as {@code 2*pi} or {@code
   * 0.0254/60}.
   *
   * @throws NumberFormatException if it is not one
   */
  static ExactNumber parse(String text) {
    ExactNumber result = new ExactNumber(BigInteger.ONE, BigInteger.ONE, 0);
    int start = 0;
    char operator = '*';
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == '*' || text.charAt(at) == '/') {
        ExactNumber operand = operand(text.substring(start, at).strip());
        result = operator == '*' ? result.times(operand) : result.over(operand);
        operator = at == text.length() ? '*' : text.charAt(at);
        start = at + 1;
      }
    }
    return result;
  }

  ExactNumber times(ExactNumber other) {
    return new ExactNumber(
        numerator.multiply(other.numerator),
        denominator.multiply(other.denominator),
        piPower + other.piPower);
  }

  ExactNumber over(ExactNumber other) {
    if (other.isZero()) {
      throw new NumberFormatException("division by zero");
    }
    return times(other.reciprocal());
  }

  private ExactNumber reciprocal() {
    return new ExactNumber(/* numerator= */ denominator, /* denominator= */ numerator, -piPower);
  }

  /** The difference of two fractions; pi must not be in either. */
  ExactNumber minus(ExactNumber other) {
    if (!isFraction() || !other.isFraction()) {
      throw new NumberFormatException("offsets must be free of pi");
    }
    return new ExactNumber(
        numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator),
        0);
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  boolean isFraction() {
    return piPower == 0;
  }

  BigInteger numerator() {
    return numerator;
  }

  BigInteger denominator() {
    return denominator;
  }

  BigDecimal decimal() {
    BigDecimal fraction = new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS);
    return fraction.multiply(PI.pow(piPower, DIGITS), DIGITS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactNumber that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator)
        && piPower == that.piPower;
  }

  @Override
  public int hashCode() {
    return Objects.hash(numerator, denominator, piPower);
  }

  @Override
  public String toString() {
    String fraction =
        denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    return switch (piPower) {
      case 0 -> fraction;
      case 1 -> fraction + " pi";
      default -> fraction + " pi^" + piPower;
    };
  }

  private static ExactNumber operand(String text) {
    if (text.equals("pi")) {
      return new ExactNumber(BigInteger.ONE, BigInteger.ONE, 1);
    }
    BigDecimal decimal = new BigDecimal(text);
    if (decimal.precision() > 40 || Math.abs(decimal.scale()) > 40) {
      throw new NumberFormatException("more than 40 digits");
    }
    BigInteger power = BigInteger.TEN.pow(Math.max(0, decimal.scale()));
    return new ExactNumber(decimal.multiply(new BigDecimal(power)).toBigIntegerExact(), power, 0);
  }

  private static BigInteger sign(BigInteger number) {
    return number.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ONE;
  }
}
