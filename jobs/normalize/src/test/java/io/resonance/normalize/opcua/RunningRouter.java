package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaBatchBuilder;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.RouterPlants;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DeadLetter;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A router as a task runs it, and all it has emitted. */
final class RunningRouter implements AutoCloseable {

  /** Nodes of MILL-01 (two), of MILL-02 and of nobody, see {@link RouterPlants}. */
  static final List<String> NODES =
      List.of("nsu=urn:m;s=S1", "nsu=urn:m;s=F1", "nsu=urn:m;s=S2", "nsu=urn:m;s=Other");

  private final OneInputStreamOperatorTestHarness<OpcUaBatch, EquipmentBatch> harness;

  RunningRouter() throws Exception {
    this(RouterPlants.plant());
  }

  RunningRouter(PlantFile plant) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new OpcUaRouter(plant)));
    harness.open();
  }

  /** A router that goes on from a checkpoint. */
  RunningRouter(PlantFile plant, OperatorSubtaskState checkpoint) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new OpcUaRouter(plant)));
    harness.initializeState(checkpoint);
    harness.open();
  }

  OperatorSubtaskState checkpoint() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** The beginning of a batch of {@link #NODES}. */
  static OpcUaBatchBuilder batch(long epoch, long sequence) {
    return OpcUaBatch.builder("server", 0, NODES).at(epoch, sequence);
  }

  void send(OpcUaBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  List<EquipmentBatch> out() {
    return List.copyOf(harness.extractOutputValues());
  }

  List<DataGap> gaps() {
    return out().stream().flatMap(batch -> batch.gaps().stream()).toList();
  }

  List<DeadLetter> deadLetters() {
    var letters = harness.getSideOutput(NormalizeOutputs.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception failure) {
      throw new IllegalStateException("The router did not close", failure);
    }
  }
}
