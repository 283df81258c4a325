package io.resonance.infer.predict;

import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.ModelWindowSerializer;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Inference;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** {@code infer} alone, with watermarks, barriers and processing time set by hand. */
final class InferHarness implements AutoCloseable {

  private final OneInputStreamOperatorTestHarness<ModelWindow, Inference> harness;

  static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(20), 3, Duration.ofMinutes(5));

  private InferHarness(InferOperator operator) throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(operator, ModelWindowSerializer.INSTANCE);
  }

  static InferHarness open(ModelUse use, int batch) throws Exception {
    return open(new InferOperator(List.of(use), settings(batch, LIMITS)));
  }

  static InferHarness open(ModelUse use, CallLimits limits, InferOperator.Loading loading)
      throws Exception {
    return open(new InferOperator(List.of(use), settings(1, limits), loading));
  }

  static BatchSettings settings(int batch, CallLimits limits) {
    return new BatchSettings(batch, Duration.ofMillis(10), 1, "mdr-profile-0.1", limits);
  }

  private static InferHarness open(InferOperator operator) throws Exception {
    InferHarness opened = new InferHarness(operator);
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

  List<Long> watermarks() {
    return harness.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(mark -> ((Watermark) mark).getTimestamp())
        .toList();
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
