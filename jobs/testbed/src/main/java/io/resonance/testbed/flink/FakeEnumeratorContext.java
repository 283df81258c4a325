package io.resonance.testbed.flink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A coordinator in one thread: what is called asynchronously runs when the test says so. */
public final class FakeEnumeratorContext<S extends SourceSplit>
    implements SplitEnumeratorContext<S> {

  private final int parallelism;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final List<Runnable> periodic = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Map<String, Integer> subtasks = new LinkedHashMap<>();
  private final Map<String, S> splits = new LinkedHashMap<>();

  /**
   * @param parallelism number of readers, none of which is there yet
   */
  public FakeEnumeratorContext(int parallelism) {
    this.parallelism = parallelism;
  }

  /** Subtask by id of the split that was given to it. */
  public Map<String, Integer> subtasks() {
    return subtasks;
  }

  /** Splits that were given to somebody, by id; a test may take some out. */
  public Map<String, S> splits() {
    return splits;
  }

  /** Events that were sent, each after the subtask it was sent to. */
  public List<String> events() {
    return events;
  }

  /** All readers come up; each is told to the enumerator by its subtask. */
  public void registerAll(IntConsumer added) {
    for (int subtask = 0; subtask < parallelism; subtask++) {
      register(subtask, added);
    }
  }

  /** One reader comes up. */
  public void register(int subtask, IntConsumer added) {
    readers.put(subtask, new ReaderInfo(subtask, "here"));
    added.accept(subtask);
  }

  /** A reader is gone. */
  public void unregister(int subtask) {
    readers.remove(subtask);
  }

  /** Ids of the splits a subtask was given. */
  public List<String> givenTo(int subtask) {
    return subtasks.entrySet().stream()
        .filter(each -> each.getValue() == subtask)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** One period of everything periodic. */
  public void turn() {
    periodic.forEach(Runnable::run);
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
    events.add(subtaskId + " " + event);
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
  public void assignSplits(SplitsAssignment<S> assignment) {
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
