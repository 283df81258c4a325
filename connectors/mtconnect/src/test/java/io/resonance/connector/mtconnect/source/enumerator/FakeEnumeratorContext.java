package io.resonance.connector.mtconnect.source.enumerator;

import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectSplitsHeld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A coordinator in one thread: what is called asynchronously runs when the test says so. */
final class FakeEnumeratorContext implements SplitEnumeratorContext<MtConnectAgentSplit> {

  private final int parallelism;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final List<Runnable> periodic = new ArrayList<>();
  final Map<String, Integer> subtasks = new LinkedHashMap<>();
  final Map<String, MtConnectAgentSplit> splits = new LinkedHashMap<>();

  FakeEnumeratorContext(int parallelism) {
    this.parallelism = parallelism;
  }

  /** All readers come up, each with the splits it was restored with. */
  void register(MtConnectSourceEnumerator enumerator, int... held) {
    for (int subtask = 0; subtask < parallelism; subtask++) {
      registerOne(enumerator, subtask, subtask < held.length ? held[subtask] : 0);
    }
  }

  void registerOne(MtConnectSourceEnumerator enumerator, int subtask, int held) {
    readers.put(subtask, new ReaderInfo(subtask, "here"));
    enumerator.addReader(subtask);
    enumerator.handleSourceEvent(subtask, new MtConnectSplitsHeld(held));
  }

  void unregister(int subtask) {
    readers.remove(subtask);
  }

  /** Ids of the splits a subtask was given. */
  List<String> givenTo(int subtask) {
    return subtasks.entrySet().stream()
        .filter(each -> each.getValue() == subtask)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** One period of everything periodic. */
  void turn() {
    periodic.forEach(Runnable::run);
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
    throw new UnsupportedOperationException("no events are sent");
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return readers;
  }

  @Override
  public void assignSplits(SplitsAssignment<MtConnectAgentSplit> assignment) {
    assignment
        .assignment()
        .forEach(
            (subtask, given) ->
                given.forEach(
                    split -> {
                      subtasks.put(split.splitId(), subtask);
                      splits.put(split.splitId(), split);
                    }));
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    throw new UnsupportedOperationException("the source is unbounded");
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    throw new UnsupportedOperationException("only periodic calls are made");
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
    periodic.add(
        () -> {
          try {
            handler.accept(callable.call(), null);
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            handler.accept(null, e);
          }
        });
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }
}
