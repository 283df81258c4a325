package io.resonance.job.plant;

import io.resonance.conform.ConformFunction;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.normalize.NormalizeFunction;
import io.resonance.normalize.opcua.OpcUaRouter;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Violation;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The job's operators from the router to conform, one after the other. */
final class OperatorChain {

  private OperatorChain() {}

  static List<Violation> violations(PlantFile plant, OpcUaBatch batch) throws Exception {
    List<EquipmentBatch> routed =
        run(
            new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new OpcUaRouter(plant))),
            List.of(batch));
    List<EquipmentBatch> normalized =
        run(
            new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new NormalizeFunction(plant.profile())),
                EquipmentBatch::equipment,
                Types.STRING),
            routed);
    var conform =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new ConformFunction(plant.profile()), List.of(ConformFunction.PACKS)),
            EquipmentBatch::equipment,
            Types.STRING,
            1,
            1,
            0);
    conform.setup(
        ConformFunction.OUTPUT_TYPE.createSerializer(
            conform.getExecutionConfig().getSerializerConfig()));
    conform.open();
    for (EquipmentBatch element : normalized) {
      conform.processElement(element, 0);
    }
    List<Violation> output = List.copyOf(conform.extractOutputValues());
    conform.close();
    return output;
  }

  private static <I, O> List<O> run(
      OneInputStreamOperatorTestHarness<I, O> operator, List<I> elements) throws Exception {
    operator.open();
    for (I element : elements) {
      operator.processElement(element, 0);
    }
    List<O> output = List.copyOf(operator.extractOutputValues());
    operator.close();
    return output;
  }
}
