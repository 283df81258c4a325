package io.resonance.infer.model;

import java.util.Optional;

/**
 * What {@code model.yaml} says.
 *
 * @param identity who the model is
 * @param window how values become rows
 * @param input input tensor, layout [N, window, inputs], 32-bit floats
 * @param mask name of a second input tensor of the same shape: 1 for ticks with a usable value, 0
 *     for those that were filled; empty where the model has none
 * @param output output tensor, layout [N, outputs], 32-bit floats
 * @param decision how an output becomes an evaluation
 * @param gates what a window must offer
 * @param requires what the plant must have
 * @param artefact the ONNX file beside model.yaml and its SHA-256
 */
public record ModelSpec(
    ModelIdentity identity,
    WindowSpec window,
    Tensor<ModelInput> input,
    Optional<String> mask,
    Tensor<ModelOutput> output,
    Decision decision,
    Gates gates,
    Requirements requires,
    Artefact artefact) {

  /**
   * The ONNX file.
   *
   * @param file its name, without a folder
   * @param sha256 lower-case hex
   */
  public record Artefact(String file, String sha256) {}

  /** Floats of one window in one tensor. */
  public int floatsPerWindow() {
    return window.length() * input.channels().size();
  }

  /**
   * Names everything the state of a window depends on; state written under another layout is
   * dropped.
   */
  public String layout() {
    StringBuilder text = new StringBuilder(128);
    text.append(window.periodNanos()).append('/').append(window.length());
    text.append('/').append(window.stride());
    for (ModelInput channel : input.channels()) {
      text.append('/').append(channel.property()).append(':').append(channel.unit());
    }
    if (window.resampling() == WindowSpec.Resampling.MEAN) {
      text.append("/all values"); // the others keep the last value of each tick
    }
    return text.toString();
  }
}
