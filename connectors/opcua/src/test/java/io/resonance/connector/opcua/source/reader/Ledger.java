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

  private final List<List<FakeServer.Sample>> produced = new ArrayList<>();

  Ledger(int items) {
    for (int i = 0; i < items; i++) {
      produced.add(new ArrayList<>());
    }
  }

  void produced(int item, FakeServer.Sample sample) {
    produced.get(item).add(sample);
  }

  /**
   * How many values since the first subscription were not delivered.
   *
   * @throws AssertionError if one came twice, is not ours, or is missing without a gap
   */
  int lostOf(List<OpcUaBatch> output) {
    List<Set<FakeServer.Sample>> delivered = new ArrayList<>();
    produced.forEach(p -> delivered.add(new HashSet<>()));
    List<OpcUaGap> declared = new ArrayList<>();
    long since = Long.MAX_VALUE;
    for (OpcUaBatch batch : output) {
      if (!batch.descriptions().isEmpty() && since == Long.MAX_VALUE) {
        since = Long.parseLong(batch.descriptions().get(0).displayName());
      }
      for (int i = 0; i < batch.size(); i++) {
        double value = batch.doubleValue(i);
        check(
            value == FakeServer.OURS || value == FakeServer.ALSO_OURS,
            "a foreign value",
            batch,
            i,
            output);
        check(
            delivered.get(batch.item(i)).add(new FakeServer.Sample(batch.sourceTime(i), value)),
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
      long since,
      List<Set<FakeServer.Sample>> delivered,
      List<OpcUaGap> declared,
      List<OpcUaBatch> output) {
    int lost = 0;
    for (int item = 0; item < produced.size(); item++) {
      for (FakeServer.Sample sample : produced.get(item)) {
        long time = sample.time();
        if (time > since && !delivered.get(item).contains(sample)) {
          lost++;
          check(
              isCovered(declared, "nsu=urn:f;i=" + item, time),
              "silently lost: " + item + " " + sample,
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
          "%s: %d@%d of %s in%n%s"
              .formatted(
                  what,
                  batch.item(index),
                  batch.sourceTime(index),
                  batch,
                  history(batch.item(index), output)));
    }
  }

  /** What was said about an item, batch by batch. */
  private static String history(int item, List<OpcUaBatch> output) {
    StringBuilder history = new StringBuilder();
    for (OpcUaBatch batch : output) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        if (batch.item(i) == item) {
          values.add(batch.sourceTime(i) % 1_000_000_000_000L + "=" + batch.doubleValue(i));
        }
      }
      history.append(
          "%d/%d%s %s %s%n"
              .formatted(
                  batch.epoch(),
                  batch.sequence(),
                  batch.backfilled() ? " backfilled" : "",
                  values,
                  batch.gaps()));
    }
    return history.toString();
  }

  private static void check(boolean ok, String what, List<OpcUaBatch> output) {
    if (!ok) {
      throw new AssertionError(what + " in " + output);
    }
  }
}
