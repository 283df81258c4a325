package io.resonance.testbed.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the demo model: recordings of mills with many bad cuts, features, network. The same
 * arguments give the same model.
 */
final class MillConditionTraining {

  private static final int BATCH = 64;
  private static final double RATE = 2e-3;
  private static final double TRAINING_ANOMALY_SHARE = 0.5;
  private static final int STRIDE = 7;

  private final SegmentFeatures features;
  private final Network network;

  private MillConditionTraining(SegmentFeatures features, Network network) {
    this.features = features;
    this.network = network;
  }

  /**
   * Trains.
   *
   * @param firstSeed seed of the first mill; each further mill has the next
   * @param mills how many mills are recorded
   * @param seconds length of each recording
   * @param epochs how often every window is seen
   */
  static MillConditionTraining run(long firstSeed, int mills, int seconds, int epochs) {
    List<LabelledWindow> windows = new ArrayList<>();
    for (int mill = 0; mill < mills; mill++) {
      MillWindows.record(firstSeed + mill, TRAINING_ANOMALY_SHARE, seconds, STRIDE).stream()
          .filter(window -> !window.isTransition())
          .forEach(windows::add);
    }
    SegmentFeatures features = SegmentFeatures.fit(windows);
    float[][] inputs = new float[windows.size()][];
    boolean[] labels = new boolean[windows.size()];
    int[] order = new int[windows.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = features.of(windows.get(i).values());
      labels[i] = windows.get(i).isAbnormal();
      order[i] = i;
    }
    SplittableRandom random = new SplittableRandom(firstSeed);
    Network network = new Network(SegmentFeatures.COUNT, random);
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      double rate = RATE * (1 - (double) epoch / epochs);
      for (int from = 0; from < order.length; from += BATCH) {
        network.learn(inputs, labels, order, from, Math.min(order.length, from + BATCH), rate);
      }
    }
    return new MillConditionTraining(features, network);
  }

  /** Probability that a window shows an abnormal cut. */
  float probability(float[] values) {
    return network.probability(features.of(values));
  }

  /** The model as an ONNX file. */
  byte[] toOnnx() {
    return MillConditionGraph.write(features, network);
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
  }
}
