package io.resonance.testbed.training;

import java.util.List;
import java.util.SplittableRandom;

/** A small multilayer perceptron with one probability as output. Not thread-safe. */
final class Network {

  private static final double DECAY = 1e-5;

  private final List<DenseLayer> layers;
  private final float[][] activations;
  private final float[][] gradients;

  Network(int inputs, SplittableRandom random) {
    layers =
        List.of(
            new DenseLayer(inputs, 24, random),
            new DenseLayer(24, 12, random),
            new DenseLayer(12, 1, random));
    activations = new float[layers.size() + 1][];
    gradients = new float[layers.size() + 1][];
    for (int i = 0; i < layers.size(); i++) {
      activations[i + 1] = new float[layers.get(i).outputs];
      gradients[i + 1] = new float[layers.get(i).outputs];
    }
    gradients[0] = new float[inputs];
  }

  List<DenseLayer> layers() {
    return layers;
  }

  /** Probability for one vector of features. */
  float probability(float[] features) {
    activations[0] = features;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(activations[i], activations[i + 1]);
      if (i < layers.size() - 1) {
        relu(activations[i + 1]);
      }
    }
    return (float) (1 / (1 + StrictMath.exp(-activations[layers.size()][0])));
  }

  /** One step on a batch of examples. */
  void learn(float[][] features, boolean[] labels, int[] order, int from, int to, double rate) {
    for (int at = from; at < to; at++) {
      int example = order[at];
      // gradient of the cross entropy after the sigmoid
      gradients[layers.size()][0] = probability(features[example]) - (labels[example] ? 1 : 0);
      for (int i = layers.size() - 1; i >= 0; i--) {
        layers.get(i).backward(activations[i], gradients[i + 1], gradients[i]);
        if (i > 0) {
          mask(gradients[i], activations[i]);
        }
      }
    }
    for (DenseLayer layer : layers) {
      layer.learn(rate, to - from, DECAY);
    }
  }

  private static void relu(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  private static void mask(float[] gradient, float[] activation) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = activation[i] > 0 ? gradient[i] : 0;
    }
  }
}
