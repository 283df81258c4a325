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
  static final String DEVICE_FAILURE = "DEVICE_FAILURE";
  static final String DEVICE_CHECK_FUNCTION = "DEVICE_CHECK_FUNCTION";
  static final String STALE = "STALE";
  static final String OUTSIDE_TRAINING = "OUTSIDE_TRAINING";

  private static final Verdict PASSED = new Verdict.Passed();

  private final ModelSpec model;

  Gate(ModelSpec model) {
    this.model = model;
  }

  /**
   * The verdict on a window.
   *
   * @param samples real samples per input
   * @param end the window's end in nanoseconds since the Unix epoch
   */
  Verdict judge(AssembledWindow window, int[] samples, long end) {
    Gates gates = model.gates();
    List<ModelInput> inputs = model.input().channels();
    if (window.health != DeviceHealth.FIT) {
      boolean failed = window.health == DeviceHealth.FAILURE;
      return new Verdict.Refused(
          failed ? DEVICE_FAILURE : DEVICE_CHECK_FUNCTION,
          "The device said %s (NAMUR NE 107) during the window; what it measures then is no model input."
              .formatted(DeviceHealth.word(window.health)));
    }
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
    for (int input = 0; input < samples.length; input++) {
      if (isStale(window.lastSample[input], end)) {
        return stale(inputs.get(input), window.lastSample[input], end);
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
    for (int input = 0; input < samples.length; input++) {
      if (window.outside[input] > gates.maxOutside() * window.usable[input]) {
        return outside(inputs.get(input), window.outside[input], window.usable[input]);
      }
    }
    return PASSED;
  }

  private boolean isStale(long last, long end) {
    long most = model.gates().maxAgeNanos();
    return most != Gates.ANY_AGE && (last == Long.MIN_VALUE || end - last > most);
  }

  private Verdict stale(ModelInput input, long last, long end) {
    String age =
        last == Long.MIN_VALUE
            ? "has no value in the window"
            : String.format(
                Locale.ROOT, "was last measured %.3f s before its end", (end - last) / 1e9);
    return new Verdict.Refused(
        STALE,
        String.format(
            Locale.ROOT,
            "%s %s; the model allows %.3f s.",
            input.property(),
            age,
            model.gates().maxAgeNanos() / 1e9));
  }

  private Verdict outside(ModelInput input, int outside, int usable) {
    return new Verdict.Refused(
        OUTSIDE_TRAINING,
        "%d of %d values of %s lie outside %s to %s, which the model was trained on; it allows a share of %s."
            .formatted(
                outside,
                usable,
                input.property(),
                input.trained().low(),
                input.trained().high(),
                model.gates().maxOutside()));
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
