package io.resonance.benchmark.stages;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * An operator of the job as Flink runs it, with keyed state on the heap, in Flink's own test
 * harness. The batches come again and again under two epochs in turn, so that they are new to the
 * operator each time.
 *
 * @param <T> what the operator emits
 */
final class OperatorStage<T> implements Stage {

  private final AbstractStreamOperatorTestHarness<T> harness;
  private final Input input;
  private final List<List<StreamRecord<EquipmentBatch>>> epochs = new ArrayList<>();
  private final long elementsPerPass;
  private long passes;

  /** Where batches go in. */
  private interface Input {
    void take(StreamRecord<EquipmentBatch> batch) throws Exception;
  }

  private OperatorStage(
      AbstractStreamOperatorTestHarness<T> harness,
      Input input,
      List<List<EquipmentBatch>> epochs,
      long elementsPerPass)
      throws Exception {
    this.harness = harness;
    this.input = input;
    this.elementsPerPass = elementsPerPass;
    harness.open();
    for (List<EquipmentBatch> epoch : epochs) {
      this.epochs.add(epoch.stream().map(StreamRecord::new).toList());
    }
  }

  /**
   * An operator on batches alone.
   *
   * @param elementsPerPass how many elements it must emit for all batches: any other number means
   *     that it was not the work that was meant
   */
  static <T> OperatorStage<T> of(
      KeyedProcessFunction<String, EquipmentBatch, T> function,
      List<List<EquipmentBatch>> epochs,
      long elementsPerPass)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), EquipmentBatch::equipment, Types.STRING);
    return new OperatorStage<>(harness, harness::processElement, epochs, elementsPerPass);
  }

  /**
   * Conform.
   *
   * @param elementsPerPass as above
   */
  static OperatorStage<Violation> ofConform(
      ProfileReference profile, List<List<EquipmentBatch>> epochs, long elementsPerPass)
      throws Exception {
    ConformOperator conform = new ConformOperator(profile);
    return new OperatorStage<>(conform, conform::processElement, epochs, elementsPerPass);
  }

  /** Lets the operator learn something that is not measured. */
  void prepare(EquipmentBatch batch) throws Exception {
    input.take(new StreamRecord<>(batch));
    harness.getOutput().clear();
  }

  @Override
  public long pass() throws Exception {
    long emitted = 0;
    for (StreamRecord<EquipmentBatch> batch : epochs.get((int) (passes % epochs.size()))) {
      input.take(batch);
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
