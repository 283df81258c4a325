package io.resonance.infer.predict;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;

/**
 * A whole micro-batch as one tensor: DJL's own batching copies, and does not work with this engine.
 */
final class BatchTranslator implements NoBatchifyTranslator<FloatBuffer, float[]> {

  private final int rows;
  private final int columns;

  /** For windows of the given shape. */
  BatchTranslator(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public NDList processInput(TranslatorContext context, FloatBuffer windows) {
    int count = windows.remaining() / (rows * columns);
    NDArray tensor =
        context.getNDManager().create(windows, new Shape(count, rows, columns), DataType.FLOAT32);
    return new NDList(tensor);
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList outputs) {
    return outputs.get(0).toFloatArray();
  }
}
