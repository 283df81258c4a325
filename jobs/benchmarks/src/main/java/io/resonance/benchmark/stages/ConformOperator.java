package io.resonance.benchmark.stages;

import io.resonance.conform.ConformFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.Violation;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** {@link ConformFunction} in Flink's own test harness; no orders come. */
@SuppressWarnings("try") // closed by whoever measures
final class ConformOperator
    extends KeyedBroadcastOperatorTestHarness<String, EquipmentBatch, ControlCommand, Violation> {

  ConformOperator(ProfileReference profile) throws Exception {
    super(
        new CoBroadcastWithKeyedOperator<>(
            new ConformFunction(profile), List.of(ConformFunction.PACKS)),
        EquipmentBatch::equipment,
        Types.STRING,
        1,
        1,
        0);
  }

  /** Entries of keyed state on the heap. */
  int numKeyedStateEntries() {
    return ((HeapKeyedStateBackend<?>)
            ((AbstractStreamOperator<?>) operator).getKeyedStateBackend())
        .numKeyValueStateEntries();
  }
}
