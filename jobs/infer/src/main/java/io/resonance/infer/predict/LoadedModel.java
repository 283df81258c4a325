package io.resonance.infer.predict;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * A model in the native engine, with its one predictor and its reused input buffer. The model is
 * kept referenced as long as its predictor lives: DJL closes what nobody refers to. Not
 * thread-safe.
 */
final class LoadedModel implements BatchModel {

  private final ModelSpec spec;
  private final Model model;
  private final Predictor<List<FloatBuffer>, float[]> predictor;
  private final List<FloatBuffer> tensors;

  private LoadedModel(ModelPackage source, Model model, int maxBatch) {
    this.spec = source.spec();
    this.model = model;
    int columns = spec.input().channels().size();
    this.predictor = model.newPredictor(new BatchTranslator(spec.window().length(), columns));
    int bytes = Math.multiplyExact(maxBatch * Float.BYTES, spec.floatsPerWindow());
    FloatBuffer values = direct(bytes);
    this.tensors = spec.mask().isPresent() ? List.of(values, direct(bytes)) : List.of(values);
  }

  private static FloatBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * Loads the checked bytes of a package.
   *
   * @throws IOException if the engine refuses the model
   */
  static LoadedModel load(ModelPackage source, int maxBatch, int threads) throws IOException {
    EngineVersion.optOut();
    Model model = Model.newInstance(source.spec().identity().id(), EngineVersion.ONNX_RUNTIME);
    Map<String, String> options =
        Map.of("intraOpNumThreads", Integer.toString(threads), "interOpNumThreads", "1");
    try (InputStream bytes = source.openModel()) {
      model.load(bytes, options);
      return new LoadedModel(source, model, maxBatch);
    } catch (MalformedModelException | RuntimeException e) {
      model.close();
      throw new IOException(
          "ONNX Runtime refuses the model %s: %s. Try it with `resonance check`, or export it with an older operator set."
              .formatted(source.spec().identity().id(), rootMessage(e)),
          e);
    }
  }

  ModelSpec spec() {
    return spec;
  }

  @Override
  public float[] predict(List<float[]> windows) throws TranslateException {
    int floats = spec.floatsPerWindow();
    for (int part = 0; part < tensors.size(); part++) {
      FloatBuffer tensor = tensors.get(part);
      tensor.clear();
      for (float[] window : windows) {
        tensor.put(window, part * floats, floats);
      }
      tensor.flip();
    }
    float[] outputs = predictor.predict(tensors);
    int expected = windows.size() * spec.output().channels().size();
    if (outputs.length != expected) {
      throw new TranslateException(
          "The model answered %d numbers for %d windows; model.yaml promises %d."
              .formatted(outputs.length, windows.size(), expected));
    }
    return outputs;
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  static String rootMessage(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
