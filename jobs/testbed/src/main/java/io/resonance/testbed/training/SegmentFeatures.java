package io.resonance.testbed.training;

import java.util.List;

/**
 * What the network sees of a window: mean and standard deviation of every channel in each of eight
 * segments, of values scaled to mean 0 and deviation 1. The exported graph computes the same from
 * the raw values.
 */
final class SegmentFeatures {

  static final int SEGMENTS = 8;
  static final int SEGMENT_LENGTH = MillWindows.LENGTH / SEGMENTS;
  static final int COUNT = SEGMENTS * MillWindows.CHANNELS * 2;

  /** Keeps the square root of a variance away from zero. */
  static final float EPSILON = 1e-6f;

  final float[] means;
  final float[] scales;

  private SegmentFeatures(float[] means, float[] scales) {
    this.means = means;
    this.scales = scales;
  }

  /** Learns the scaling from windows. */
  static SegmentFeatures fit(List<LabelledWindow> windows) {
    double[] sum = new double[MillWindows.CHANNELS];
    double[] squares = new double[MillWindows.CHANNELS];
    long rows = 0;
    for (LabelledWindow window : windows) {
      for (int i = 0; i < window.values().length; i++) {
        double value = window.values()[i];
        sum[i % MillWindows.CHANNELS] += value;
        squares[i % MillWindows.CHANNELS] += value * value;
      }
      rows += MillWindows.LENGTH;
    }
    float[] means = new float[MillWindows.CHANNELS];
    float[] scales = new float[MillWindows.CHANNELS];
    for (int channel = 0; channel < MillWindows.CHANNELS; channel++) {
      double mean = sum[channel] / rows;
      means[channel] = (float) mean;
      scales[channel] = (float) (1 / Math.sqrt(squares[channel] / rows - mean * mean));
    }
    return new SegmentFeatures(means, scales);
  }

  /** The features of one window: per segment the means, then the deviations, of all channels. */
  float[] of(float[] values) {
    float[] features = new float[COUNT];
    for (int segment = 0; segment < SEGMENTS; segment++) {
      for (int channel = 0; channel < MillWindows.CHANNELS; channel++) {
        float sum = 0;
        float squares = 0;
        for (int row = 0; row < SEGMENT_LENGTH; row++) {
          int at = (segment * SEGMENT_LENGTH + row) * MillWindows.CHANNELS + channel;
          float value = (values[at] - means[channel]) * scales[channel];
          sum += value;
          squares += value * value;
        }
        float mean = sum / SEGMENT_LENGTH;
        float variance = Math.max(0, squares / SEGMENT_LENGTH - mean * mean);
        int at = segment * MillWindows.CHANNELS * 2 + channel;
        features[at] = mean;
        features[at + MillWindows.CHANNELS] = (float) Math.sqrt(variance + EPSILON);
      }
    }
    return features;
  }
}
