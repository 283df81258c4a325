package io.resonance.testbed.training;

/** One window of the mill's signals with the truth about it. */
public final class LabelledWindow {

  /** From this many rows on a window counts as abnormal: 1.6 s of 6.4 s. */
  public static final int ABNORMAL_FROM = 16;

  private final float[] values;
  private final int abnormalTicks;

  /**
   * A window.
   *
   * @param values row by row, {@link MillWindows#LENGTH} rows of {@link MillWindows#CHANNELS};
   *     kept, not copied
   * @param abnormalTicks in how many rows the cut was going wrong
   */
  LabelledWindow(float[] values, int abnormalTicks) {
    this.values = values;
    this.abnormalTicks = abnormalTicks;
  }

  /** The rows; not to be changed. */
  public float[] values() {
    return values;
  }

  /** The truth a model is measured against. */
  public boolean isAbnormal() {
    return abnormalTicks >= ABNORMAL_FROM;
  }

  /** Whether the truth is debatable: the cut has just begun to go wrong, or has just ended. */
  public boolean isTransition() {
    return abnormalTicks > 0 && abnormalTicks < ABNORMAL_FROM;
  }
}
