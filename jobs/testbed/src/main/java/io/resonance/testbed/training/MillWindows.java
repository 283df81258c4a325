package io.resonance.testbed.training;

import io.resonance.testbed.opcua.MillRegime;
import io.resonance.testbed.opcua.MillSample;
import io.resonance.testbed.opcua.MillSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Windows of a simulated mill as the demo model sees them: spindle speed, spindle power, feed rate
 * and vibration at 10 Hz. The mill is stepped finer than it is sampled, and now and then a sample
 * is late and the one before it stands in, as in a plant.
 */
public final class MillWindows {

  /** Rows of a window. */
  public static final int LENGTH = 64;

  /** Values in a row. */
  public static final int CHANNELS = 4;

  private static final double PERIOD = 0.1;
  private static final int[] STEPS_PER_SAMPLE = {1, 2, 5, 10};
  private static final double LATE_SHARE = 0.03;
  private static final int WARM_UP = 50;

  private MillWindows() {}

  /**
   * Records one mill.
   *
   * @param seed of the mill and of the sampling
   * @param anomalyShare share of cuts that go wrong, 0 to 1
   * @param seconds length of the recording
   * @param stride rows from the start of one window to the next
   */
  public static List<LabelledWindow> record(
      long seed, double anomalyShare, int seconds, int stride) {
    MillSignals mill = new MillSignals(seed, anomalyShare);
    SplittableRandom random = new SplittableRandom(seed * 31 + 7);
    int steps = STEPS_PER_SAMPLE[random.nextInt(STEPS_PER_SAMPLE.length)];
    int rows = (int) (seconds / PERIOD);
    float[] values = new float[rows * CHANNELS];
    boolean[] abnormal = new boolean[rows];
    for (int row = -WARM_UP; row < rows; row++) {
      MillSample sample = advance(mill, steps);
      if (row < 0) {
        continue;
      }
      abnormal[row] = sample.regime() != MillRegime.NORMAL;
      if (row > 0 && random.nextDouble() < LATE_SHARE) {
        System.arraycopy(values, (row - 1) * CHANNELS, values, row * CHANNELS, CHANNELS);
      } else {
        values[row * CHANNELS] = (float) sample.spindleSpeed();
        values[row * CHANNELS + 1] = (float) sample.spindlePower();
        values[row * CHANNELS + 2] = (float) sample.feedRate();
        values[row * CHANNELS + 3] = (float) sample.vibration();
      }
    }
    return cut(values, abnormal, stride);
  }

  private static MillSample advance(MillSignals mill, int steps) {
    for (int step = 1; step < steps; step++) {
      mill.step(PERIOD / steps);
    }
    return mill.step(PERIOD / steps);
  }

  private static List<LabelledWindow> cut(float[] values, boolean[] abnormal, int stride) {
    List<LabelledWindow> windows = new ArrayList<>();
    for (int start = 0; start + LENGTH <= abnormal.length; start += stride) {
      float[] window = new float[LENGTH * CHANNELS];
      System.arraycopy(values, start * CHANNELS, window, 0, window.length);
      int ticks = 0;
      for (int row = start; row < start + LENGTH; row++) {
        ticks += abnormal[row] ? 1 : 0;
      }
      windows.add(new LabelledWindow(window, ticks));
    }
    return windows;
  }
}
