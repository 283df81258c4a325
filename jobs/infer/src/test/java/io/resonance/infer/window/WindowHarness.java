package io.resonance.infer.window;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.ModelSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@code infer-window} alone, with watermarks set by hand. */
final class WindowHarness implements AutoCloseable {

  private final KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, ModelWindow> harness;

  private WindowHarness(ModelUse use, Duration ahead) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new WindowFunction(List.of(use), ahead, "mdr-profile-0.1")),
            EquipmentBatch::equipment,
            Types.STRING);
    harness.setup(ModelWindowSerializer.INSTANCE);
  }

  static WindowHarness open(ModelUse use) throws Exception {
    return open(use, Duration.ofMinutes(10));
  }

  static WindowHarness open(ModelUse use, Duration ahead) throws Exception {
    WindowHarness opened = new WindowHarness(use, ahead);
    opened.harness.open();
    return opened;
  }

  static WindowHarness restore(ModelUse use, OperatorSubtaskState state) throws Exception {
    WindowHarness opened = new WindowHarness(use, Duration.ofMinutes(10));
    opened.harness.initializeState(state);
    opened.harness.open();
    return opened;
  }

  void process(EquipmentBatch batch) throws Exception {
    harness.processElement(batch, batch.latestSourceTime() / 1_000_000);
  }

  void watermark(long millis) throws Exception {
    harness.processWatermark(millis);
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Windows emitted since the last call. */
  List<ModelWindow> windows() {
    List<ModelWindow> windows = new ArrayList<>(harness.extractOutputValues());
    harness.getOutput().clear();
    return windows;
  }

  List<EquipmentBatch> unused() {
    var records = harness.getSideOutput(WindowFunction.UNUSED_VALUES);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /** Steps of handshakes so far. */
  List<ModelSession> steps() {
    var records = harness.getSideOutput(WindowFunction.SESSION_STEPS);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
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
