package io.resonance.benchmark.infer;

import io.resonance.infer.model.ModelPackage;
import io.resonance.testbed.training.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A model over windows of 64 ticks and 8 inputs with one output, and its package. */
enum StepModel {
  /** 512 to 64 to 32 to 1: 35,000 multiplications a window. */
  MLP("mlp") {
    @Override
    byte[] onnx() {
      Random random = new Random(1);
      return new OnnxWriter("mlp")
          .input("x", LENGTH, INPUTS)
          .output("y", 1)
          .node("Flatten", List.of("x"), "flat", "axis", 1)
          .constant("w1", weights(random, LENGTH * INPUTS * 64), LENGTH * INPUTS, 64)
          .constant("w2", weights(random, 64 * 32), 64, 32)
          .constant("w3", weights(random, 32), 32, 1)
          .node("MatMul", List.of("flat", "w1"), "h1")
          .node("Relu", List.of("h1"), "r1")
          .node("MatMul", List.of("r1", "w2"), "h2")
          .node("Relu", List.of("h2"), "r2")
          .node("MatMul", List.of("r2", "w3"), "y")
          .toBytes();
    }
  },
  /** Two convolutions over time with 16 and 32 filters of 5 ticks, then the mean: 200,000. */
  CONVOLUTION("conv") {
    @Override
    byte[] onnx() {
      Random random = new Random(2);
      return new OnnxWriter("conv")
          .input("x", LENGTH, INPUTS)
          .output("y", 1)
          .constant("channels-first", new long[] {-1, INPUTS, LENGTH})
          .node("Reshape", List.of("x", "channels-first"), "c0")
          .constant("k1", weights(random, 16 * INPUTS * 5), 16, INPUTS, 5)
          .constant("k2", weights(random, 32 * 16 * 5), 32, 16, 5)
          .constant("w", weights(random, 32), 32, 1)
          .node("Conv", List.of("c0", "k1"), "c1")
          .node("Relu", List.of("c1"), "r1")
          .node("Conv", List.of("r1", "k2"), "c2")
          .node("Relu", List.of("c2"), "r2")
          .reduceMean("r2", "pooled", 2)
          .node("MatMul", List.of("pooled", "w"), "y")
          .toBytes();
    }
  };

  static final int LENGTH = 64;
  static final int INPUTS = 8;
  static final int FLOATS = LENGTH * INPUTS;

  private static final List<String> PROPERTIES =
      List.of(
          "spindle-speed",
          "spindle-power",
          "feed-rate",
          "vibration",
          "coolant-temperature",
          "x:p1",
          "x:p2",
          "x:p3");

  private final String id;

  StepModel(String id) {
    this.id = id;
  }

  abstract byte[] onnx();

  private static float[] weights(Random random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextGaussian() * 0.1f;
    }
    return weights;
  }

  /** Writes the package into a folder and reads it as a job would. */
  ModelPackage write(Path folder) throws IOException {
    byte[] onnx = onnx();
    String hash = ModelPackage.sha256(onnx);
    Files.write(folder.resolve("model.onnx"), onnx);
    StringBuilder yaml = new StringBuilder();
    yaml.append("resonance-model: 1\nid: ").append(id);
    yaml.append("\nversion: 1.0.0\ntask: benchmark\nowner: Resonance\napproval: trial\n");
    yaml.append("training-data: none\nartefact: model.onnx\nsha256: ").append(hash);
    yaml.append("\nwindow: {rate: 10Hz, length: 64, stride: 8}\n");
    yaml.append("input:\n  tensor: x\n  layout: [N, window, inputs]\n  channels:\n");
    for (String property : PROPERTIES) {
      yaml.append("    - {property: \"").append(property).append("\"}\n");
    }
    yaml.append("output: {tensor: y, channels: [{name: score}]}\n");
    yaml.append("gates: {min-samples: 0, max-missing: 64}\n");
    Files.writeString(folder.resolve(ModelPackage.DESCRIPTION), yaml);
    return ModelPackage.load(folder, hash);
  }
}
