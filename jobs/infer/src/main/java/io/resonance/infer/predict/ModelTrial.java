package io.resonance.infer.predict;

import ai.djl.translate.TranslateException;
import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Runs a checked model once, as a job would, on windows that hold nothing but one number. */
public final class ModelTrial {

  private static final int WINDOWS = 32;
  private static final int ROUNDS = 20;

  private ModelTrial() {}

  /**
   * What a model answered.
   *
   * @param outputs of one window, in the order of model.yaml
   * @param microsPerWindow median time in a batch of 32 windows
   * @param engine name and version
   */
  public record Result(List<Float> outputs, double microsPerWindow, String engine) {}

  /**
   * Loads the model into the engine and asks it.
   *
   * @param value what every tick of every input holds
   * @throws IOException if the engine refuses the model or fails; the message says why
   */
  public static Result run(ModelPackage source, float value) throws IOException {
    ModelSpec spec = source.spec();
    int floats = spec.floatsPerWindow();
    float[] window = new float[spec.mask().isPresent() ? 2 * floats : floats];
    for (int i = 0; i < window.length; i++) {
      window[i] = i < floats ? value : 1;
    }
    try (LoadedModel model = LoadedModel.load(source, WINDOWS, 1)) {
      List<float[]> batch = Collections.nCopies(WINDOWS, window);
      long[] nanos = new long[ROUNDS];
      float[] outputs = {};
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        outputs = model.predict(batch);
        nanos[round] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      List<Float> first = new ArrayList<>();
      for (int column = 0; column < spec.output().channels().size(); column++) {
        first.add(outputs[column]);
      }
      EngineVersion engine = EngineVersion.present();
      return new Result(
          first, nanos[ROUNDS / 2] / 1e3 / WINDOWS, engine.name() + " " + engine.version());
    } catch (TranslateException failed) {
      throw new IOException(
          "The model loads but fails on its first windows: " + LoadedModel.rootMessage(failed),
          failed);
    }
  }
}
