package io.resonance.connector.mtconnect.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps what an exactly-once sink would: after a failure it goes back to what the checkpoint held.
 */
final class ObservationCollector extends ProcessFunction<MtConnectBatch, MtConnectBatch>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Collected> RUNS = new ConcurrentHashMap<>();

  private final String run = UUID.randomUUID().toString();
  private transient ListState<String> state;

  ObservationCollector() {
    RUNS.put(run, new Collected());
  }

  /**
   * An observation as it came.
   *
   * @param key split, instance and sequence number
   * @param watermark the watermark before it
   * @param arrived time of our clock, nanoseconds of no epoch
   */
  record Arrival(String key, String splitId, long timeMillis, long watermark, long arrived) {
    boolean isLate() {
      return timeMillis <= watermark;
    }
  }

  /** What a run has collected; shared with the test. */
  static final class Collected {
    /** Restored with the job; an observation is agent, instance and sequence number. */
    final List<String> observations = new CopyOnWriteArrayList<>();

    /** Of this run only. */
    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    final List<MtConnectGap> gaps = new CopyOnWriteArrayList<>();
    final AtomicBoolean failNow = new AtomicBoolean();

    /** While false, the stream takes nothing. */
    final AtomicBoolean taking = new AtomicBoolean(true);

    /** True while something waits to be taken. */
    final AtomicBoolean waiting = new AtomicBoolean();

    List<Arrival> of(String splitId) {
      return arrivals.stream().filter(each -> each.splitId().equals(splitId)).toList();
    }
  }

  Collected collected() {
    return RUNS.get(run);
  }

  static String key(String agentId, long instanceId, long sequence) {
    return agentId + "#" + instanceId + "#" + sequence;
  }

  @Override
  public void processElement(MtConnectBatch batch, Context context, Collector<MtConnectBatch> out) {
    Collected collected = collected();
    if (collected.failNow.compareAndSet(true, false)) {
      throw new IllegalStateException("wanted by the test");
    }
    while (!collected.taking.get()) {
      collected.waiting.set(true);
      LockSupport.parkNanos(1_000_000);
    }
    long watermark = context.timerService().currentWatermark();
    List<String> keys = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      String key = key(batch.agentId(), batch.instanceId(), batch.sequence(row));
      keys.add(key);
      collected.arrivals.add(
          new Arrival(
              key,
              batch.splitId(),
              Math.floorDiv(batch.timestampNanos(row), 1_000_000),
              watermark,
              System.nanoTime()));
    }
    collected.observations.addAll(keys);
    collected.gaps.addAll(batch.gaps());
    out.collect(batch);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.copyOf(collected().observations));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("observations", String.class));
    if (context.isRestored()) {
      collected().observations.clear();
      state.get().forEach(collected().observations::add);
    }
  }
}
