package io.resonance.schema.batch;

import java.io.Serializable;

/**
 * A closed range of values in the unit of the property it belongs to.
 *
 * @param low lowest value inside; negative infinity where there is no lower bound
 * @param high highest value inside; positive infinity where there is no upper bound
 */
public record ValueRange(double low, double high) implements Serializable {

  /** Every number is inside. */
  public static final ValueRange UNBOUNDED =
      new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Whether the value is inside; NaN never is, but in an unbounded range. */
  public boolean contains(double value) {
    return isUnbounded() || (value >= low && value <= high);
  }

  /** Whether this range has neither bound. */
  public boolean isUnbounded() {
    return low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY;
  }
}
