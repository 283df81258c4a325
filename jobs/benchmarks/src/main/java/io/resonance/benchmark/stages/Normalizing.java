package io.resonance.benchmark.stages;

import io.resonance.normalize.NormalizeFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Makes normalized batches for the stages behind normalize. */
final class Normalizing {

  private Normalizing() {}

  /** What normalize emits for the batches. */
  static List<EquipmentBatch> all(ProfileReference profile, List<EquipmentBatch> batches)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new NormalizeFunction(profile)),
            EquipmentBatch::equipment,
            Types.STRING);
    try {
      harness.open();
      for (EquipmentBatch batch : batches) {
        harness.processElement(new StreamRecord<>(batch));
      }
      return List.copyOf(harness.extractOutputValues());
    } finally {
      harness.close();
    }
  }
}
