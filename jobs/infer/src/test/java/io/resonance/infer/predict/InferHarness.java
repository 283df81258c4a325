package io.resonance.infer.predict;

import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.ModelWindowSerializer;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Inference;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** {@code infer} alone, with watermarks, barriers and processing time set by hand. */
final class InferHarness implements AutoCloseable {

  private final OneInputStreamOperatorTestHarness<ModelWindow, Inference> harness;

  private InferHarness(ModelUse use, int batch) throws Exception {
    var settings = new BatchSettings(batch, Duration.ofMillis(10), 1, "mdr-profile-0.1");
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new InferOperator(List.of(use), settings), ModelWindowSerializer.INSTANCE);
  }

  static InferHarness open(ModelUse use, int batch) throws Exception {
    InferHarness opened = new InferHarness(use, batch);
    opened.harness.open();
    return opened;
  }

  void process(ModelWindow window) throws Exception {
    harness.processElement(window, 0);
  }

  void watermark(long millis) throws Exception {
    harness.processWatermark(millis);
  }

  void barrier() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
  }

  void processingTime(long millis) throws Exception {
    harness.setProcessingTime(millis);
  }

  /** Everything emitted so far. */
  List<Inference> results() {
    return harness.extractOutputValues();
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("The operator does not close", e);
    }
  }
}
