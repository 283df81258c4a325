package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaGap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was produced, against which the output of a run is held. */
final class Ledger {

  private final List<List<Long>> produced = new ArrayList<>();

  Ledger(int items) {
    for (int i = 0; i < items; i++) {
      produced.add(new ArrayList<>());
    }
  }

  void produced(int item, long time) {
    produced.get(item).add(time);
  }

  /**
   * How many values since the first subscription were not delivered.
   *
   * @throws AssertionError if one came twice, is not ours, or is missing without a gap
   */
  int lostOf(List<OpcUaBatch> output) {
    List<Set<Long>> delivered = new ArrayList<>();
    produced.forEach(p -> delivered.add(new HashSet<>()));
    List<OpcUaGap> declared = new ArrayList<>();
    long since = Long.MAX_VALUE;
    for (OpcUaBatch batch : output) {
      if (!batch.descriptions().isEmpty() && since == Long.MAX_VALUE) {
        since = Long.parseLong(batch.descriptions().get(0).displayName());
      }
      for (int i = 0; i < batch.size(); i++) {
        check(batch.doubleValue(i) == FakeServer.OURS, "a foreign value", batch, i, output);
        check(
            delivered.get(batch.item(i)).add(batch.sourceTime(i)),
            "a value came twice",
            batch,
            i,
            output);
      }
      batch.gaps().stream().filter(g -> g.phase() == OpcUaGap.Phase.LOST).forEach(declared::add);
    }
    checkThatGapsEnd(output);
    return lost(since, delivered, declared, output);
  }

  /** Whoever was told that values of a node are missing is told what became of them. */
  private void checkThatGapsEnd(List<OpcUaBatch> output) {
    Map<String, Set<String>> open = new HashMap<>();
    for (OpcUaBatch batch : output) {
      for (OpcUaGap gap : batch.gaps()) {
        Collection<String> nodes = gap.nodeIds().isEmpty() ? batch.nodeIds() : gap.nodeIds();
        Set<String> ofGap = open.computeIfAbsent(gap.gapId(), id -> new HashSet<>());
        if (gap.phase() == OpcUaGap.Phase.OPEN) {
          ofGap.addAll(nodes);
        } else {
          ofGap.removeAll(nodes);
        }
      }
    }
    open.values().removeIf(Set::isEmpty);
    check(open.isEmpty(), "gaps of nodes that never end: " + open, output);
  }

  private int lost(
      long since, List<Set<Long>> delivered, List<OpcUaGap> declared, List<OpcUaBatch> output) {
    int lost = 0;
    for (int item = 0; item < produced.size(); item++) {
      for (long time : produced.get(item)) {
        if (time > since && !delivered.get(item).contains(time)) {
          lost++;
          check(
              isCovered(declared, "nsu=urn:f;i=" + item, time),
              "silently lost: " + item + "@" + time,
              output);
        }
      }
    }
    return lost;
  }

  private static boolean isCovered(List<OpcUaGap> declared, String nodeId, long time) {
    for (OpcUaGap gap : declared) {
      if ((gap.nodeIds().isEmpty() || gap.nodeIds().contains(nodeId))
          && gap.fromNanos().orElse(Long.MIN_VALUE) <= time
          && time <= gap.toNanos().orElse(Long.MAX_VALUE)) {
        return true;
      }
    }
    return false;
  }

  private static void check(
      boolean ok, String what, OpcUaBatch batch, int index, List<OpcUaBatch> output) {
    if (!ok) {
      throw new AssertionError(
          "%s: %d@%d of %s in %s"
              .formatted(what, batch.item(index), batch.sourceTime(index), batch, output));
    }
  }

  private static void check(boolean ok, String what, List<OpcUaBatch> output) {
    if (!ok) {
      throw new AssertionError(what + " in " + output);
    }
  }
}
