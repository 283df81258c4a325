package io.resonance.connector.opcua.source;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Collects values with the watermark that stood when they came. */
final class WatermarkCollector extends ProcessFunction<OpcUaBatch, OpcUaBatch> {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Collected> RUNS = new ConcurrentHashMap<>();

  private final String run = UUID.randomUUID().toString();

  WatermarkCollector() {
    RUNS.put(run, new Collected());
  }

  /**
   * A value as it came.
   *
   * @param watermark the watermark before it
   * @param arrived the time of our clock, nanoseconds of no epoch
   */
  record Value(String nodeId, long sourceNanos, long watermark, long arrived) {

    String key() {
      return nodeId + "@" + sourceNanos;
    }

    boolean isLate() {
      return Math.floorDiv(sourceNanos, 1_000_000) <= watermark;
    }
  }

  /** What a run has collected; shared with the test. */
  static final class Collected {
    final List<Value> values = new CopyOnWriteArrayList<>();
    final List<OpcUaGap> gaps = new CopyOnWriteArrayList<>();
    final List<OpcUaItemDescription> descriptions = new CopyOnWriteArrayList<>();

    List<String> keys() {
      return values.stream().map(Value::key).toList();
    }

    List<Value> of(String nodeId) {
      return values.stream().filter(value -> value.nodeId().equals(nodeId)).toList();
    }
  }

  Collected collected() {
    return RUNS.get(run);
  }

  @Override
  public void processElement(OpcUaBatch batch, Context context, Collector<OpcUaBatch> out) {
    Collected collected = collected();
    long watermark = context.timerService().currentWatermark();
    for (int i = 0; i < batch.size(); i++) {
      collected.values.add(
          new Value(batch.nodeId(i), batch.sourceTime(i), watermark, System.nanoTime()));
    }
    collected.gaps.addAll(batch.gaps());
    collected.descriptions.addAll(batch.descriptions());
    out.collect(batch);
  }
}
