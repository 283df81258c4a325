package io.resonance.infer.predict;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.window.Verdict;
import java.util.List;

/** The inference step of the operator {@code infer}, for those who measure it. For one thread. */
public final class ModelStep implements AutoCloseable {

  private final Call call;
  private final Runnable end;

  /** One micro-batch to its outputs. */
  private interface Call {
    float[] predict(List<float[]> windows) throws Exception;
  }

  private ModelStep(Call call, Runnable end) {
    this.call = call;
    this.end = end;
  }

  /**
   * The predictor with its reused buffers, in the thread of the caller.
   *
   * @param maxBatch most windows in a call
   * @throws Exception if the engine refuses the model
   */
  public static ModelStep alone(ModelPackage source, int maxBatch) throws Exception {
    LoadedModel model = LoadedModel.load(source, maxBatch, 1);
    return new ModelStep(model::predict, model::close);
  }

  /**
   * As the operator does it: in a thread of its own, with a limit of time.
   *
   * @param maxBatch most windows in a call
   * @throws Exception if the engine refuses the model
   */
  public static ModelStep guarded(ModelPackage source, int maxBatch, CallLimits limits)
      throws Exception {
    String id = source.spec().identity().id();
    GuardedModel model = GuardedModel.load(id, () -> LoadedModel.load(source, maxBatch, 1), limits);
    return new ModelStep(windows -> outputs(model, windows), model::close);
  }

  private static float[] outputs(GuardedModel model, List<float[]> windows)
      throws InterruptedException {
    Answer answer = model.predict(windows, System.currentTimeMillis());
    if (answer instanceof Answer.Outputs outputs) {
      return outputs.values();
    }
    Verdict.Refused reason = ((Answer.None) answer).reason();
    throw new IllegalStateException(reason.code() + ": " + reason.reason());
  }

  /**
   * Asks the model.
   *
   * @return the outputs, window by window
   * @throws Exception if the model did not answer; the message says why
   */
  public float[] predict(List<float[]> windows) throws Exception {
    return call.predict(windows);
  }

  @Override
  public void close() {
    end.run();
  }
}
