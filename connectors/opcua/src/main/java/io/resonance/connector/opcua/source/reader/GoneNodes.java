package io.resonance.connector.opcua.source.reader;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/**
 * Takes items whose nodes are gone out of a subscription, in an order in which nothing is lost:
 *
 * <ol>
 *   <li>the fault of the node is handed over;
 *   <li>a Publish that was sent after that is answered and nothing more waits in the queues, so
 *       that all values of the node have come;
 *   <li>a checkpoint is complete that holds the fault and those values: whoever is restored from
 *       now on knows that the item is not monitored, and asks for it again;
 *   <li>the monitored item is deleted at the server.
 * </ol>
 *
 * Pure: no threads, no clock.
 */
final class GoneNodes {

  /** Items whose fault was handed over at one time. */
  private static final class Told {
    private final BitSet items;

    /** The number of the last Publish that was sent before. */
    private final long request;

    private boolean drained;

    /** The number after that of the last message that may hold values of theirs. */
    private long upTo;

    private Told(BitSet items, long request) {
      this.items = items;
      this.request = request;
    }
  }

  private final List<Told> told = new ArrayList<>();
  private final BitSet due = new BitSet();
  private final BitSet underWay = new BitSet();

  /** The faults of these items were handed over; the last Publish so far had the given number. */
  void told(List<Integer> items, long lastRequest) {
    BitSet set = new BitSet();
    items.forEach(set::set);
    told.add(new Told(set, lastRequest));
  }

  /**
   * A Publish was answered.
   *
   * @param more whether more waits in the server's queues
   * @param nextSequence the number after that of the message; of a keep-alive, the one it names
   */
  void answered(long request, boolean more, long nextSequence) {
    for (Told group : told) {
      if (!group.drained && !more && request > group.request) {
        group.drained = true;
        group.upTo = nextSequence;
      }
    }
  }

  /**
   * A checkpoint is complete.
   *
   * @param sequence the number of the last message in it
   * @param refused the items that are not monitored any more, as it knows
   */
  void completed(long sequence, BitSet refused) {
    for (Iterator<Told> groups = told.iterator(); groups.hasNext(); ) {
      Told group = groups.next();
      BitSet unknown = (BitSet) group.items.clone();
      unknown.andNot(refused);
      if (group.drained
          && unknown.isEmpty()
          && Sequences.distance(group.upTo, Sequences.next(sequence)) >= 0) {
        due.or(group.items);
        groups.remove();
      }
    }
  }

  /**
   * A restored subscription goes on, which may still monitor items that its state knows as gone.
   */
  void restored(BitSet refused) {
    due.or(refused);
  }

  /** The items to be deleted at the server now, each once. */
  List<Integer> due() {
    if (due.isEmpty()) {
      return List.of();
    }
    List<Integer> items = due.stream().boxed().toList();
    underWay.or(due);
    due.clear();
    return items;
  }

  /** These were deleted. */
  void removed(List<Integer> items) {
    items.forEach(underWay::clear);
  }

  /** Whether the server may still monitor any of the items that are not wanted any more. */
  boolean isEmpty() {
    return told.isEmpty() && due.isEmpty() && underWay.isEmpty();
  }

  /** The items that the server may still monitor: they are not to be asked for again yet. */
  BitSet pending() {
    BitSet pending = (BitSet) due.clone();
    pending.or(underWay);
    told.forEach(group -> pending.or(group.items));
    return pending;
  }

  /** The connection is gone; what was to be deleted may or may not have been. */
  void interrupted() {
    due.or(underWay);
    underWay.clear();
  }

  /** The subscription was made anew, without them. */
  void clear() {
    told.clear();
    due.clear();
    underWay.clear();
  }
}
