package io.resonance.infer.model;

import io.resonance.testbed.training.OnnxWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small model packages: two inputs, windows of eight ticks at 10 Hz, one output. */
public final class TestPackages {

  /** Inputs of every package here. */
  public static final List<String> PROPERTIES = List.of("spindle-speed", "vibration");

  /** Ticks of a window. */
  public static final int LENGTH = 8;

  private TestPackages() {}

  /** A graph whose output is the mean over the window and both inputs. */
  public static byte[] meanModel() {
    return new OnnxWriter("mean")
        .input("x", LENGTH, 2)
        .output("y", 1)
        .reduceMean("x", "by-input", 1)
        .constant("pair", new long[] {-1, 1, 2})
        .node("Reshape", List.of("by-input", "pair"), "paired")
        .reduceMean("paired", "y", 2)
        .toBytes();
  }

  /**
   * A graph with a mask: its output is the mean of the values plus the share of ticks not filled.
   */
  public static byte[] maskedModel() {
    return new OnnxWriter("masked")
        .input("x", LENGTH, 2)
        .input("m", LENGTH, 2)
        .output("y", 1)
        .node("Add", List.of("x", "m"), "sum")
        .reduceMean("sum", "by-input", 1)
        .constant("pair", new long[] {-1, 1, 2})
        .node("Reshape", List.of("by-input", "pair"), "paired")
        .reduceMean("paired", "y", 2)
        .toBytes();
  }

  /** A graph whose output is NaN for every window: 0 divided by 0. */
  public static byte[] nanModel() {
    return new OnnxWriter("nan")
        .input("x", LENGTH, 2)
        .output("y", 1)
        .constant("zero", new float[] {0}, 1)
        .constant("pair", new long[] {-1, 1, 2})
        .reduceMean("x", "by-input", 1)
        .node("Reshape", List.of("by-input", "pair"), "paired")
        .reduceMean("paired", "mean", 2)
        .node("Mul", List.of("mean", "zero"), "nothing")
        .node("Div", List.of("nothing", "zero"), "y")
        .toBytes();
  }

  /** A package of the given model with the given part of model.yaml below the identity. */
  public static Path write(Path folder, byte[] onnx, String yaml) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), onnx);
      Files.writeString(folder.resolve("model.yaml"), yaml);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A package whose description fits the model. */
  public static Path write(Path folder, byte[] onnx) {
    return write(folder, onnx, yaml(ModelPackage.sha256(onnx), 2, "last"));
  }

  /** A model.yaml that fits {@link #meanModel}. */
  public static String yaml(String sha256, int stride, String resampling) {
    return """
    resonance-model: 1
    id: mean
    version: 1.0.0
    task: test
    owner: Tester
    approval: approved
    training-data: none
    artefact: model.onnx
    sha256: %s
    window:
      rate: 10Hz
      length: 8
      stride: %d
      resampling: %s
      max-gap: 300ms
    input:
      tensor: x
      layout: [N, window, inputs]
      channels:
        - {property: spindle-speed, unit: RPM}
        - {property: vibration, unit: C16}
    output:
      tensor: y
      channels:
        - {name: mean, unit: C62, low: -1000, high: 1000}
    decision:
      output: mean
      not-ok-above: 100
      confidence: margin
    gates:
      min-samples: 2
      min-quality-ratio: 0.5
      max-missing: 3
      max-gaps: 2
    """
        .formatted(sha256, stride, resampling);
  }
}
