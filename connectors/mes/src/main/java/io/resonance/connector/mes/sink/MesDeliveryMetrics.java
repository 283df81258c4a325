package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Measures of one subtask: {@code backlog}, {@code backlogAgeMillis}, {@code requestsUnderWay},
 * {@code circuitOpen}, {@code attemptsFailed}, and one counter for each final state. The task's
 * thread writes, a reporter's thread reads.
 */
final class MesDeliveryMetrics {

  // by second, so that it stays small however many wait
  private final TreeMap<Long, Integer> createdAt = new TreeMap<>();
  private final Map<MesState, Counter> settled = new EnumMap<>(MesState.class);
  private final Counter attemptsFailed;
  private volatile int backlog;
  private volatile long oldest = Long.MAX_VALUE;
  private volatile int underWay;
  private volatile int circuitOpen;

  MesDeliveryMetrics(MetricGroup group) {
    for (MesState state :
        new MesState[] {MesState.ACCEPTED, MesState.MODIFIED, MesState.REJECTED, MesState.PARKED}) {
      settled.put(state, group.counter("messages" + capitalized(state)));
    }
    settled.put(MesState.PENDING, group.counter("messagesTaken"));
    attemptsFailed = group.counter("attemptsFailed");
    group.gauge("backlog", (Gauge<Integer>) () -> backlog);
    group.gauge("backlogAgeMillis", (Gauge<Long>) this::age);
    group.gauge("requestsUnderWay", (Gauge<Integer>) () -> underWay);
    group.gauge("circuitOpen", (Gauge<Integer>) () -> circuitOpen);
  }

  void queued(MesMessage message) {
    createdAt.merge(message.getCreatedAt().getEpochSecond(), 1, Integer::sum);
    publish(backlog + 1);
  }

  void settled(MesMessage message) {
    createdAt.computeIfPresent(
        message.getCreatedAt().getEpochSecond(), (at, count) -> count == 1 ? null : count - 1);
    publish(backlog - 1);
    settled.get(message.getState()).inc();
  }

  void retried() {
    attemptsFailed.inc();
  }

  void underWay(int requests) {
    underWay = requests;
  }

  void circuit(boolean open) {
    circuitOpen = open ? 1 : 0;
  }

  private void publish(int size) {
    backlog = size;
    oldest = createdAt.isEmpty() ? Long.MAX_VALUE : 1_000 * createdAt.firstKey();
  }

  private long age() {
    long since = oldest;
    return since == Long.MAX_VALUE ? 0 : Math.max(0, System.currentTimeMillis() - since);
  }

  private static String capitalized(MesState state) {
    String name = state.name();
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
