package io.resonance.testbed.training;

import java.util.List;

/** The graph of the demo model: scaling, segment statistics, network. */
final class MillConditionGraph {

  static final String INPUT = "window";
  static final String OUTPUT = "abnormal";

  private MillConditionGraph() {}

  static byte[] write(SegmentFeatures features, Network network) {
    int channels = MillWindows.CHANNELS;
    OnnxWriter graph = new OnnxWriter("mill-condition");
    graph.input(INPUT, MillWindows.LENGTH, channels).output(OUTPUT, 1);
    graph.constant("means", features.means, channels);
    graph.constant("scales", features.scales, channels);
    graph.constant(
        "segments", -1, SegmentFeatures.SEGMENTS, SegmentFeatures.SEGMENT_LENGTH, channels);
    graph.constant("epsilon", new float[] {SegmentFeatures.EPSILON}, 1);
    graph.node("Sub", List.of(INPUT, "means"), "centred");
    graph.node("Mul", List.of("centred", "scales"), "scaled");
    graph.node("Reshape", List.of("scaled", "segments"), "segmented");
    graph.reduceMean("segmented", "mean", 2);
    graph.node("Mul", List.of("segmented", "segmented"), "squares");
    graph.reduceMean("squares", "mean-square", 2);
    graph.node("Mul", List.of("mean", "mean"), "squared-mean");
    graph.node("Sub", List.of("mean-square", "squared-mean"), "difference");
    graph.node("Relu", List.of("difference"), "variance");
    graph.node("Add", List.of("variance", "epsilon"), "safe-variance");
    graph.node("Sqrt", List.of("safe-variance"), "deviation");
    graph.node("Concat", List.of("mean", "deviation"), "statistics", "axis", 2);
    graph.node("Flatten", List.of("statistics"), "layer-0", "axis", 1);
    int last = network.layers().size();
    for (int i = 0; i < last; i++) {
      DenseLayer layer = network.layers().get(i);
      graph.constant("weights-" + i, layer.weights(), layer.inputs, layer.outputs);
      graph.constant("biases-" + i, layer.biases(), layer.outputs);
      String sum = "sum-" + i;
      graph.node("Gemm", List.of("layer-" + i, "weights-" + i, "biases-" + i), sum);
      graph.node(
          i == last - 1 ? "Sigmoid" : "Relu",
          List.of(sum),
          i == last - 1 ? OUTPUT : "layer-" + (i + 1));
    }
    return graph.toBytes();
  }
}
