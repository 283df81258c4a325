package io.resonance.infer.predict;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A whole micro-batch as one tensor, or two where the model has a mask: DJL's own batching copies,
 * and does not work with this engine.
 */
final class BatchTranslator implements NoBatchifyTranslator<List<FloatBuffer>, float[]> {

  private final int rows;
  private final int columns;

  /** For windows of the given shape. */
  BatchTranslator(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public NDList processInput(TranslatorContext context, List<FloatBuffer> tensors) {
    NDList inputs = new NDList(tensors.size());
    for (FloatBuffer tensor : tensors) {
      Shape shape = new Shape(tensor.remaining() / (rows * columns), rows, columns);
      inputs.add(context.getNDManager().create(tensor, shape, DataType.FLOAT32));
    }
    return inputs;
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList outputs) {
    return outputs.get(0).toFloatArray();
  }
}
