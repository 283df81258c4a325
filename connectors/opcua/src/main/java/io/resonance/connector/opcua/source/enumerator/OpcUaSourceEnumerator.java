package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Hands each subscription to the reader that has the fewest. The life of a split, all on the
 * coordinator's thread: made from the configuration at start; assigned when a reader registers;
 * from then on held and checkpointed by that reader; handed back by Flink when the reader fails
 * before its first checkpoint, and assigned anew. After a restore only splits that the
 * configuration has and the state has not are new; the reader drops those the configuration no
 * longer has.
 */
public final class OpcUaSourceEnumerator
    implements SplitEnumerator<OpcUaSubscriptionSplit, OpcUaEnumeratorState> {

  private final SplitEnumeratorContext<OpcUaSubscriptionSplit> context;
  private final Map<String, OpcUaSubscriptionSplit> pending = new LinkedHashMap<>();
  private final Set<String> assigned;
  private final Map<Integer, Integer> load = new HashMap<>();

  public OpcUaSourceEnumerator(
      SplitEnumeratorContext<OpcUaSubscriptionSplit> context,
      List<OpcUaEndpoint> endpoints,
      Set<String> alreadyAssigned) {
    this.context = context;
    this.assigned = new HashSet<>(alreadyAssigned);
    for (OpcUaEndpoint endpoint : endpoints) {
      for (OpcUaSubscriptionSplit split : OpcUaSubscriptionSplit.of(endpoint)) {
        if (!assigned.contains(split.splitId())) {
          pending.put(split.splitId(), split);
        }
      }
    }
  }

  @Override
  public void start() {
    // readers are served as they register
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {
    // subscriptions are pushed to readers, never asked for
  }

  @Override
  public void addSplitsBack(List<OpcUaSubscriptionSplit> splits, int subtask) {
    for (OpcUaSubscriptionSplit split : splits) {
      assigned.remove(split.splitId());
      pending.put(split.splitId(), split);
    }
    load.remove(subtask);
    assign();
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  private void assign() {
    // waiting for all readers keeps the first one from getting everything
    if (context.registeredReaders().size() < context.currentParallelism()) {
      return;
    }
    Map<Integer, List<OpcUaSubscriptionSplit>> assignment = new HashMap<>();
    for (OpcUaSubscriptionSplit split : pending.values()) {
      int least = 0;
      for (int subtask = 1; subtask < context.currentParallelism(); subtask++) {
        if (load.getOrDefault(subtask, 0) < load.getOrDefault(least, 0)) {
          least = subtask;
        }
      }
      load.merge(least, 1, Integer::sum);
      assignment.computeIfAbsent(least, s -> new ArrayList<>()).add(split);
      assigned.add(split.splitId());
    }
    pending.clear();
    if (!assignment.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assignment));
    }
  }

  @Override
  public OpcUaEnumeratorState snapshotState(long checkpointId) {
    return new OpcUaEnumeratorState(assigned);
  }

  @Override
  public void close() {
    // holds no resources
  }
}
