package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.split.OpenGap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gap of a subscription that is open, if one is, and what is known of it: which nodes it
 * concerns, what was recovered and what is gone for good. Pure: no threads, no clock.
 */
final class GapBook {

  private final List<String> nodeIds;
  private Optional<OpenGap> open;

  /** Nodes of the open gap; none stands for all. */
  private List<String> nodes = List.of();

  private final Set<Integer> incomplete = new TreeSet<>();

  /** A restored gap does not say which items were incomplete; then all are named. */
  private boolean incompleteUnknown;

  private long recovered;

  /** Goes on with the gap that was open when the position was noted. */
  GapBook(List<String> nodeIds, Optional<OpenGap> restored) {
    this.nodeIds = nodeIds;
    this.open = restored;
    this.incompleteUnknown =
        restored.filter(gap -> gap.recovery() == OpenGap.Recovery.INCOMPLETE_HISTORY).isPresent();
  }

  /** The gap to be closed. */
  Optional<OpenGap> open() {
    return open;
  }

  /**
   * Values of some items are missing.
   *
   * @param gap the gap it is, unless one is open already: that one grows then
   * @return what is to be declared; nothing if it was declared before
   */
  Optional<OpcUaGap> open(OpenGap gap, List<Integer> items) {
    List<String> concerned = nodes(items);
    if (open.isPresent()) {
      OpenGap before = open.get();
      boolean covered = nodes.isEmpty() || (!concerned.isEmpty() && nodes.containsAll(concerned));
      if (covered && before.reachesBackTo(gap.fromNanos())) {
        needs(gap.recovery());
        return Optional.empty();
      }
      OpcUaGapReason reason = covered ? before.reason() : gap.reason();
      open = Optional.of(before.needing(gap.recovery()).widened(reason, gap.fromNanos()));
      nodes = covered ? nodes : union(nodes, concerned);
    } else {
      open = Optional.of(gap);
      nodes = concerned;
      recovered = 0;
    }
    return open.map(now -> declared(now, OptionalLong.empty(), OpcUaGap.Phase.OPEN, nodes));
  }

  private static List<String> union(List<String> some, List<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return more.isEmpty() ? List.of() : List.copyOf(all);
  }

  /** The open gap cannot be closed without this. */
  void needs(OpenGap.Recovery recovery) {
    open = open.map(gap -> gap.needing(recovery));
  }

  /** Values of an item are gone for good; the open gap will be declared lost. */
  void incomplete(int item) {
    incomplete.add(item);
    needs(OpenGap.Recovery.INCOMPLETE_HISTORY);
  }

  /** Values of the open gap were delivered after all. */
  void recovered(int values) {
    recovered += values;
  }

  /** The gap that is open is over; what became of it. */
  List<OpcUaGap> close(long nowNanos) {
    OpenGap gap = open.orElseThrow();
    OptionalLong to = OptionalLong.of(nowNanos);
    List<OpcUaGap> ends = new ArrayList<>();
    if (isLost(gap)) {
      List<String> lost =
          incompleteUnknown || incomplete.isEmpty() ? List.of() : nodes(List.copyOf(incomplete));
      ends.add(declared(gap, to, OpcUaGap.Phase.LOST, lost));
      List<String> others = new ArrayList<>(nodes);
      others.removeAll(lost);
      if (!lost.isEmpty() && (nodes.isEmpty() || !others.isEmpty())) {
        ends.add(declared(gap, to, OpcUaGap.Phase.HEALED, others));
      }
    } else {
      ends.add(declared(gap, to, OpcUaGap.Phase.HEALED, nodes));
    }
    open = Optional.empty();
    nodes = List.of();
    incomplete.clear();
    incompleteUnknown = false;
    recovered = 0;
    return ends;
  }

  /** Whether values are gone for good. */
  private static boolean isLost(OpenGap gap) {
    return gap.recovery() == OpenGap.Recovery.INCOMPLETE_HISTORY
        || gap.reason() == OpcUaGapReason.UNREACHABLE;
  }

  private OpcUaGap declared(
      OpenGap gap, OptionalLong to, OpcUaGap.Phase phase, List<String> concerned) {
    return new OpcUaGap(
        gap.gapId(),
        gap.reason(),
        concerned,
        gap.fromNanos(),
        to,
        OptionalLong.empty(),
        phase,
        recovered);
  }

  /** Node ids of a gap: none stands for all. */
  private List<String> nodes(List<Integer> items) {
    return items.size() == nodeIds.size() ? List.of() : items.stream().map(nodeIds::get).toList();
  }
}
