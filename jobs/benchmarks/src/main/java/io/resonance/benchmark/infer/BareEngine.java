package io.resonance.benchmark.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime's own Java API with one thread, a direct buffer that is used again and nothing
 * around it.
 */
final class BareEngine implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final FloatBuffer buffer;

  BareEngine(byte[] onnx, int maxBatch) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(onnx, options);
    }
    buffer =
        ByteBuffer.allocateDirect(maxBatch * StepModel.FLOATS * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  float[] predict(List<float[]> windows) throws OrtException {
    buffer.clear();
    for (float[] window : windows) {
      buffer.put(window);
    }
    buffer.flip();
    long[] shape = {windows.size(), StepModel.LENGTH, StepModel.INPUTS};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, buffer, shape);
        OrtSession.Result result = session.run(Map.of("x", input))) {
      float[] outputs = new float[windows.size()];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(outputs);
      return outputs;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
