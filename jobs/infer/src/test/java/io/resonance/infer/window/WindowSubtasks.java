package io.resonance.infer.window;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ModelUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@code infer-window} with several subtasks, which can be taken down and restored as others. */
final class WindowSubtasks implements AutoCloseable {

  private static final int MAX_PARALLELISM = 16;

  private final ModelUse use;
  private final Supplier<StateBackend> backend;
  private List<KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, ModelWindow>>
      subtasks = new ArrayList<>();

  WindowSubtasks(ModelUse use, Supplier<StateBackend> backend, int parallelism) throws Exception {
    this.use = use;
    this.backend = backend;
    for (int index = 0; index < parallelism; index++) {
      subtasks.add(subtask(parallelism, index));
      subtasks.get(index).open();
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, ModelWindow> subtask(
      int parallelism, int index) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, ModelWindow>(
            new KeyedProcessOperator<>(
                new WindowFunction(List.of(use), Duration.ofMinutes(10), "mdr-profile-0.1")),
            EquipmentBatch::equipment,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            index);
    harness.setStateBackend(backend.get());
    harness.setup(ModelWindowSerializer.INSTANCE);
    return harness;
  }

  /** Takes a snapshot of all subtasks and goes on with another number of them. */
  void rescale(int parallelism) throws Exception {
    int before = subtasks.size();
    OperatorSubtaskState[] states = new OperatorSubtaskState[before];
    for (int index = 0; index < before; index++) {
      states[index] = subtasks.get(index).snapshot(1, 1);
      subtasks.get(index).close();
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
    subtasks = new ArrayList<>();
    for (int index = 0; index < parallelism; index++) {
      var harness = subtask(parallelism, index);
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              all, MAX_PARALLELISM, before, parallelism, index));
      harness.open();
      subtasks.add(harness);
    }
  }

  void process(EquipmentBatch batch) throws Exception {
    int index =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            batch.equipment(), MAX_PARALLELISM, subtasks.size());
    subtasks.get(index).processElement(batch, batch.latestSourceTime() / 1_000_000);
  }

  /** Passes a watermark to all subtasks; answers what they emit. */
  List<ModelWindow> watermark(long millis) throws Exception {
    List<ModelWindow> windows = new ArrayList<>();
    for (var subtask : subtasks) {
      subtask.processWatermark(millis);
      windows.addAll(subtask.extractOutputValues());
      subtask.getOutput().clear();
    }
    return windows;
  }

  @Override
  public void close() {
    for (var subtask : subtasks) {
      try {
        subtask.close();
      } catch (Exception e) {
        throw new IllegalStateException("The operator does not close", e);
      }
    }
  }
}
