package io.resonance.benchmark.stages;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.normalize.NormalizeFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Normalize and conform one after the other, as they are chained in the job. */
final class ChainStage implements Stage {

  private final KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch>
      normalize;
  private final ConformOperator conform;
  private final List<List<StreamRecord<EquipmentBatch>>> epochs = new ArrayList<>();
  private final long valuesPerPass;
  private long passes;

  ChainStage(ProfileReference profile, List<List<EquipmentBatch>> epochs, long valuesPerPass)
      throws Exception {
    this.normalize =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new NormalizeFunction(profile)),
            EquipmentBatch::equipment,
            Types.STRING);
    this.conform = new ConformOperator(profile);
    this.valuesPerPass = valuesPerPass;
    for (List<EquipmentBatch> epoch : epochs) {
      this.epochs.add(epoch.stream().map(StreamRecord::new).toList());
    }
    normalize.open();
    conform.open();
  }

  @Override
  public long pass() throws Exception {
    long values = 0;
    for (StreamRecord<EquipmentBatch> batch : epochs.get((int) (passes++ % epochs.size()))) {
      normalize.processElement(batch);
      for (Object normalized : normalize.getOutput()) {
        @SuppressWarnings("unchecked") // what the harness of this operator gives
        StreamRecord<EquipmentBatch> record = (StreamRecord<EquipmentBatch>) normalized;
        values += record.getValue().size();
        conform.processElement(record);
      }
      normalize.getOutput().clear();
    }
    if (values != valuesPerPass || !conform.getOutput().isEmpty()) {
      throw new BenchmarkFailedException(
          "%d values were judged instead of %d, with %d violations instead of none, the first: %s"
              .formatted(
                  values,
                  valuesPerPass,
                  conform.getOutput().size(),
                  conform.getOutput().isEmpty() ? "none" : conform.getOutput().peek()));
    }
    return values;
  }

  /** Ends the operators. */
  void end() throws Exception {
    normalize.close();
    conform.close();
  }
}
