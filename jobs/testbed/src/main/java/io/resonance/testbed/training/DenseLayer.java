package io.resonance.testbed.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A fully connected layer that learns with Adam. Not thread-safe. */
final class DenseLayer {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  final int inputs;
  final int outputs;

  /** Weights [inputs, outputs], then the biases. */
  final float[] parameters;

  private final float[] gradients;
  private final float[] firstMoments;
  private final float[] secondMoments;
  private int steps;

  DenseLayer(int inputs, int outputs, SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    int count = (inputs + 1) * outputs;
    this.parameters = new float[count];
    this.gradients = new float[count];
    this.firstMoments = new float[count];
    this.secondMoments = new float[count];
    double bound = Math.sqrt(6.0 / (inputs + outputs));
    for (int i = 0; i < inputs * outputs; i++) {
      parameters[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
    }
  }

  float[] weights() {
    return Arrays.copyOf(parameters, inputs * outputs);
  }

  float[] biases() {
    return Arrays.copyOfRange(parameters, inputs * outputs, parameters.length);
  }

  void forward(float[] input, float[] output) {
    System.arraycopy(parameters, inputs * outputs, output, 0, outputs);
    for (int i = 0; i < inputs; i++) {
      float value = input[i];
      if (value == 0) {
        continue;
      }
      int row = i * outputs;
      for (int o = 0; o < outputs; o++) {
        output[o] += value * parameters[row + o];
      }
    }
  }

  /** Adds to the gradients and answers the gradient of the input. */
  void backward(float[] input, float[] outputGradient, float[] inputGradient) {
    for (int i = 0; i < inputs; i++) {
      int row = i * outputs;
      float sum = 0;
      for (int o = 0; o < outputs; o++) {
        sum += parameters[row + o] * outputGradient[o];
        gradients[row + o] += input[i] * outputGradient[o];
      }
      inputGradient[i] = sum;
    }
    for (int o = 0; o < outputs; o++) {
      gradients[inputs * outputs + o] += outputGradient[o];
    }
  }

  /** One step of Adam with the mean of the gradients, which are cleared. */
  void learn(double rate, int batch, double decay) {
    steps++;
    double correction1 = 1 - StrictMath.pow(BETA1, steps);
    double correction2 = 1 - StrictMath.pow(BETA2, steps);
    for (int i = 0; i < parameters.length; i++) {
      double gradient = gradients[i] / batch + decay * parameters[i];
      firstMoments[i] = (float) (BETA1 * firstMoments[i] + (1 - BETA1) * gradient);
      secondMoments[i] = (float) (BETA2 * secondMoments[i] + (1 - BETA2) * gradient * gradient);
      double step = firstMoments[i] / correction1;
      parameters[i] -= (float) (rate * step / (Math.sqrt(secondMoments[i] / correction2) + 1e-8));
      gradients[i] = 0;
    }
  }
}
