package io.resonance.benchmark.stages;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.schema.batch.EquipmentBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * An operator of the job as Flink runs it, with keyed state on the heap, in Flink's own test
 * harness. The batches come again and again under two epochs in turn, so that they are new to the
 * operator each time.
 *
 * @param <T> what the operator emits
 */
final class OperatorStage<T> implements Stage {

  private final KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, T> harness;
  private final List<List<StreamRecord<EquipmentBatch>>> epochs = new ArrayList<>();
  private final long elementsPerPass;
  private long passes;

  /**
   * @param elementsPerPass how many elements it must emit for all batches: any other number means
   *     that it was not the work that was meant
   */
  OperatorStage(
      KeyedProcessFunction<String, EquipmentBatch, T> function,
      List<List<EquipmentBatch>> epochs,
      long elementsPerPass)
      throws Exception {
    this.harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), EquipmentBatch::equipment, Types.STRING);
    this.elementsPerPass = elementsPerPass;
    harness.open();
    for (List<EquipmentBatch> epoch : epochs) {
      this.epochs.add(epoch.stream().map(StreamRecord::new).toList());
    }
  }

  /** Lets the operator learn something that is not measured. */
  void prepare(EquipmentBatch batch) throws Exception {
    harness.processElement(new StreamRecord<>(batch));
    harness.getOutput().clear();
  }

  @Override
  public long pass() throws Exception {
    long emitted = 0;
    for (StreamRecord<EquipmentBatch> batch : epochs.get((int) (passes % epochs.size()))) {
      harness.processElement(batch);
      emitted += harness.getOutput().size();
      harness.getOutput().clear();
    }
    passes++;
    if (emitted != elementsPerPass) {
      throw new BenchmarkFailedException(
          "The operator emitted %d elements instead of %d: it did not do the work that is to be measured."
              .formatted(emitted, elementsPerPass));
    }
    return emitted;
  }

  /** Ends the operator. */
  void end() throws Exception {
    harness.close();
  }
}
