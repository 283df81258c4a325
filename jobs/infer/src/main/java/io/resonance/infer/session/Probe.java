package io.resonance.infer.session;

import java.util.List;
import java.util.Optional;

/**
 * What a window showed of the inputs of a model.
 *
 * @param inputs in the order of the model's inputs
 * @param qualityRatio share of ticks of GOOD quality, 0 to 1
 */
public record Probe(List<Input> inputs, double qualityRatio) {

  /**
   * One input.
   *
   * @param address where its values came from
   * @param unit UN/ECE Rec 20 code in which they came; empty while it is not known
   * @param samples values inside the window
   */
  public record Input(Optional<String> address, Optional<String> unit, int samples) {}
}
