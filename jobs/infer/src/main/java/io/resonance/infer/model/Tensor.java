package io.resonance.infer.model;

import java.util.List;

/**
 * A model's input or output tensor and its channels.
 *
 * @param name name in the ONNX graph
 * @param channels last dimension of the tensor
 */
public record Tensor<T>(String name, List<T> channels) {

  public Tensor {
    channels = List.copyOf(channels);
  }
}
