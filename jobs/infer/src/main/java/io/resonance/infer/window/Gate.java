package io.resonance.infer.window;

import io.resonance.infer.model.Gates;
import io.resonance.infer.model.ModelInput;
import io.resonance.infer.model.ModelSpec;
import java.util.List;
import java.util.Locale;

/** Decides whether a window is good enough for its model; the reasons are ready for people. */
final class Gate {

  static final String UNIT_MISMATCH = "UNIT_MISMATCH";
  static final String TOO_FEW_SAMPLES = "TOO_FEW_SAMPLES";
  static final String GAP_TOO_LONG = "GAP_TOO_LONG";
  static final String TOO_MANY_GAPS = "TOO_MANY_GAPS";
  static final String QUALITY_TOO_LOW = "QUALITY_TOO_LOW";

  private static final Verdict PASSED = new Verdict.Passed();

  private final ModelSpec model;

  Gate(ModelSpec model) {
    this.model = model;
  }

  /**
   * The verdict on a window.
   *
   * @param samples real samples per input
   */
  Verdict judge(AssembledWindow window, int[] samples) {
    Gates gates = model.gates();
    List<ModelInput> inputs = model.input().channels();
    if (window.wrongUnitInput < inputs.size()) {
      ModelInput input = inputs.get(window.wrongUnitInput);
      return new Verdict.Refused(
          UNIT_MISMATCH,
          "Values of %s came in another unit than %s, which the model was trained in; correct the unit in the property mapping."
              .formatted(input.property(), input.unit()));
    }
    for (int input = 0; input < samples.length; input++) {
      if (samples[input] < gates.minSamples()) {
        return tooFew(inputs.get(input), samples[input]);
      }
    }
    if (window.longestGap > gates.maxMissing()) {
      return new Verdict.Refused(
          GAP_TOO_LONG,
          "%s has no usable value for %d ticks on end; the model allows %d."
              .formatted(
                  inputs.get(window.longestGapInput).property(),
                  window.longestGap,
                  gates.maxMissing()));
    }
    if (window.gaps > gates.maxGaps()) {
      return new Verdict.Refused(
          TOO_MANY_GAPS,
          "The window has %d gaps; the model allows %d.".formatted(window.gaps, gates.maxGaps()));
    }
    double ratio = ratio(window);
    if (ratio < gates.minQualityRatio()) {
      return new Verdict.Refused(
          QUALITY_TOO_LOW,
          String.format(
              Locale.ROOT,
              "%.3f of the window is of GOOD quality; the model needs %.3f.",
              ratio,
              gates.minQualityRatio()));
    }
    return PASSED;
  }

  private Verdict tooFew(ModelInput input, int samples) {
    return new Verdict.Refused(
        TOO_FEW_SAMPLES,
        "%s has %d values in the window; the model needs %d."
            .formatted(input.property(), samples, model.gates().minSamples()));
  }

  /** Share of GOOD ticks over all inputs. */
  double ratio(AssembledWindow window) {
    return (double) window.good / model.floatsPerWindow();
  }
}
