package io.resonance.connector.mtconnect.source.enumerator;

import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Hands the agents to the readers; all on the coordinator thread.
 *
 * <p>Life of a split: (1) a configured agent that was never assigned becomes an unread split when
 * the source starts; (2) when its reader registers, it is assigned, agents spread evenly over the
 * subtasks; (3) the reader reads it and keeps its position in its own checkpoints; (4) after a
 * failure the runtime restores it in a reader, or gives it back here if it was assigned since the
 * last checkpoint, and then it goes to the next reader that registers. A split never ends.
 */
public final class MtConnectSourceEnumerator
    implements SplitEnumerator<MtConnectAgentSplit, MtConnectEnumeratorState> {
  private final SplitEnumeratorContext<MtConnectAgentSplit> context;
  private final List<String> agentIds;
  private final Set<String> assigned;
  private final Map<String, MtConnectAgentSplit> waiting = new LinkedHashMap<>();

  /**
   * @param context of the coordinator
   * @param agentIds configured agents
   * @param state which agents were assigned before
   */
  public MtConnectSourceEnumerator(
      SplitEnumeratorContext<MtConnectAgentSplit> context,
      Collection<String> agentIds,
      MtConnectEnumeratorState state) {
    this.context = context;
    this.agentIds = List.copyOf(agentIds);
    this.assigned = new TreeSet<>(state.assigned());
  }

  @Override
  public void start() {
    for (String each : agentIds) {
      if (!assigned.contains(each)) {
        waiting.put(each, MtConnectAgentSplit.unread(each));
      }
    }
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  @Override
  public void addSplitsBack(List<MtConnectAgentSplit> splits, int subtask) {
    for (MtConnectAgentSplit each : splits) {
      assigned.remove(each.agentId());
      waiting.put(each.agentId(), each);
    }
    assign();
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers are given all they get; they do not ask.
  }

  @Override
  public MtConnectEnumeratorState snapshotState(long checkpointId) {
    return new MtConnectEnumeratorState(assigned);
  }

  @Override
  public void close() {
    waiting.clear();
  }

  private void assign() {
    Map<Integer, List<MtConnectAgentSplit>> assignment = new LinkedHashMap<>();
    for (MtConnectAgentSplit each : List.copyOf(waiting.values())) {
      int owner = Math.max(0, agentIds.indexOf(each.agentId())) % context.currentParallelism();
      if (context.registeredReaders().containsKey(owner)) {
        assignment.computeIfAbsent(owner, subtask -> new ArrayList<>()).add(each);
        waiting.remove(each.agentId());
        assigned.add(each.agentId());
      }
    }
    if (!assignment.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assignment));
    }
  }
}
