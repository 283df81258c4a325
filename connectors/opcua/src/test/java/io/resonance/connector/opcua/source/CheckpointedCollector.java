package io.resonance.connector.opcua.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Collects what an exactly-once sink would: after a failure it goes back to what the checkpoint
 * held.
 */
final class CheckpointedCollector
    implements MapFunction<OpcUaBatch, OpcUaBatch>, CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Collected> RUNS = new ConcurrentHashMap<>();

  private final String run;
  private transient ListState<String> state;
  private transient ListState<Integer> conditions;

  CheckpointedCollector(String run) {
    this.run = run;
    RUNS.put(run, new Collected());
  }

  /** What a run has collected; shared with the test. */
  static final class Collected {
    final List<OpcUaBatch> batches = new CopyOnWriteArrayList<>();
    final List<String> values = new CopyOnWriteArrayList<>();
    final List<String> backfilled = new CopyOnWriteArrayList<>();
    final List<OpcUaGap> gaps = new CopyOnWriteArrayList<>();
    final List<OpcUaItemDescription> descriptions = new CopyOnWriteArrayList<>();
    final List<OpcUaConditionEvent> conditions = new CopyOnWriteArrayList<>();
    final List<OpcUaConnectionSecurity> securities = new CopyOnWriteArrayList<>();
    final List<OpcUaItemFault> faults = new CopyOnWriteArrayList<>();
    final List<OpcUaDrift> drifts = new CopyOnWriteArrayList<>();
    final Set<String> nodes = ConcurrentHashMap.newKeySet();
    final List<Long> checkpoints = new CopyOnWriteArrayList<>();

    /** Runs in the middle of the next checkpoint, and after it, once. */
    final AtomicReference<Runnable> duringCheckpoint = new AtomicReference<>(() -> {});

    final AtomicReference<Runnable> afterCheckpoint = new AtomicReference<>(() -> {});
    final AtomicBoolean failNow = new AtomicBoolean();
    final List<Integer> restores = new CopyOnWriteArrayList<>();
  }

  Collected collected() {
    return RUNS.get(run);
  }

  @Override
  public OpcUaBatch map(OpcUaBatch batch) {
    Collected collected = collected();
    if (collected.failNow.compareAndSet(true, false)) {
      throw new IllegalStateException("wanted by the test");
    }
    collected.batches.add(batch);
    for (int i = 0; i < batch.size(); i++) {
      String value = batch.nodeId(i) + "@" + batch.sourceTime(i);
      collected.values.add(value);
      collected.nodes.add(batch.nodeId(i));
      if (batch.backfilled()) {
        collected.backfilled.add(value);
      }
    }
    collected.gaps.addAll(batch.gaps());
    collected.conditions.addAll(batch.conditions());
    collected.descriptions.addAll(batch.descriptions());
    collected.faults.addAll(batch.faults());
    collected.drifts.addAll(batch.drifts());
    batch.security().ifPresent(collected.securities::add);
    return batch;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.copyOf(collected().values));
    collected().duringCheckpoint.getAndSet(() -> {}).run();
    conditions.update(List.of(collected().conditions.size()));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("values", String.class));
    conditions =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("conditions", Integer.class));
    if (context.isRestored()) {
      Collected collected = collected();
      for (int told : conditions.get()) {
        collected.conditions.subList(told, collected.conditions.size()).clear();
      }
      collected.values.clear();
      state.get().forEach(collected.values::add);
      collected.restores.add(collected.values.size());
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    collected().checkpoints.add(checkpointId);
    collected().afterCheckpoint.getAndSet(() -> {}).run();
  }
}
