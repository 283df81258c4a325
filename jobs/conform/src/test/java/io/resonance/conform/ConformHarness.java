package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.Violation;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** {@link ConformFunction} as Flink runs it, without a job. */
@SuppressWarnings("try") // closed after each test
final class ConformHarness
    extends KeyedBroadcastOperatorTestHarness<String, EquipmentBatch, ControlCommand, Violation> {

  /** One subtask of one. */
  ConformHarness(ProfileReference reference) throws Exception {
    this(reference, Set.of());
  }

  /** Of a plant with this equipment. */
  ConformHarness(ProfileReference reference, Set<String> equipment) throws Exception {
    super(
        new CoBroadcastWithKeyedOperator<>(
            new ConformFunction(reference, equipment), List.of(ConformFunction.PACKS)),
        EquipmentBatch::equipment,
        Types.STRING,
        1,
        1,
        0);
    Configuration guarded = new Configuration();
    guarded.set(PipelineOptions.GENERIC_TYPES, false);
    getExecutionConfig().configure(guarded, ConformHarness.class.getClassLoader());
    setup(ConformFunction.OUTPUT_TYPE.createSerializer(getExecutionConfig().getSerializerConfig()));
  }
}
