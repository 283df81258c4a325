package io.resonance.infer.window;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One complete window on its way to a model: the element between {@code infer-window} and {@code
 * infer}. Immutable but for the array, which nobody changes.
 */
public final class ModelWindow {

  private final String model;
  private final String equipment;
  private final String hierarchyScope;
  private final Extent extent;
  private final float[] values;
  private final Verdict verdict;
  private final List<InputSpan> inputs;

  /**
   * When the window lies and what it is made of.
   *
   * @param start nanoseconds since the Unix epoch
   * @param end nanoseconds since the Unix epoch, exclusive
   * @param qualityRatio share of ticks of GOOD quality, 0 to 1
   * @param gaps stretches of ticks without a usable value
   * @param completedAt when the watermark closed it, microseconds since the Unix epoch
   * @param revision 0 the first time; higher where late values changed it
   */
  public record Extent(
      long start, long end, double qualityRatio, int gaps, long completedAt, int revision) {}

  ModelWindow(
      String model,
      Subject subject,
      Extent extent,
      float[] values,
      Verdict verdict,
      List<InputSpan> inputs) {
    this.model = model;
    this.equipment = subject.equipment();
    this.hierarchyScope = subject.hierarchyScope();
    this.extent = extent;
    this.values = values;
    this.verdict = verdict;
    this.inputs = List.copyOf(inputs);
  }

  /** The equipment a window is about, with its ISA-95 hierarchy scope. */
  record Subject(String equipment, String hierarchyScope) {}

  /** Id of the model. */
  public String model() {
    return model;
  }

  public String equipment() {
    return equipment;
  }

  public String hierarchyScope() {
    return hierarchyScope;
  }

  public Extent extent() {
    return extent;
  }

  /**
   * The tensor of this window, row by row, and its mask where the model has one; empty where the
   * verdict refuses it.
   */
  public float[] values() {
    return values;
  }

  public Verdict verdict() {
    return verdict;
  }

  /** The same window, which may not go to the model. */
  ModelWindow refused(Verdict.Refused why) {
    return new ModelWindow(
        model, new Subject(equipment, hierarchyScope), extent, new float[0], why, inputs);
  }

  /** 0 the first time a window is issued; counted up with every correction. */
  public int revision() {
    return extent.revision();
  }

  /** Provenance, in the order of the model's inputs. */
  public List<InputSpan> inputs() {
    return inputs;
  }

  /** Real samples over all inputs. */
  public int samples() {
    int samples = 0;
    for (InputSpan span : inputs) {
      samples += span.samples();
    }
    return samples;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelWindow that
        && model.equals(that.model)
        && equipment.equals(that.equipment)
        && hierarchyScope.equals(that.hierarchyScope)
        && extent.equals(that.extent)
        && Arrays.equals(values, that.values)
        && verdict.equals(that.verdict)
        && inputs.equals(that.inputs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, equipment, extent);
  }

  @Override
  public String toString() {
    return "ModelWindow{%s of %s from %d to %d, %s}"
        .formatted(model, equipment, extent.start(), extent.end(), verdict);
  }
}
