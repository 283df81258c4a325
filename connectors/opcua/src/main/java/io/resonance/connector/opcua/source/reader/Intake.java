package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaColumns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes messages as they arrive, brings them into order, and hands each over once it is known what
 * was lost before it. Pure: no threads, no clock.
 *
 * <p>A server may cut the queue of an item between two messages and set the Overflow bit only in
 * the second, though it discarded values from before the first. So a message that may go on in the
 * next waits for that one.
 */
final class Intake {

  /** A message without its number. */
  private record Arrived(OpcUaColumns columns, boolean mayGoOn, boolean republished) {}

  /** A message whose turn has come. */
  private record Held(long sequence, Arrived message) {}

  private final HandOver handOver;
  private final Acknowledgements acknowledgements;
  private final SequenceTracker<Arrived> tracker;
  private final Deque<Held> held = new ArrayDeque<>();

  /** Whether the last message held may go on in the next. */
  private boolean open;

  /** Messages up to here had their overflow dealt with; 0 before the first. */
  private long overflowHandled;

  Intake(HandOver handOver, Acknowledgements acknowledgements) {
    this.handOver = handOver;
    this.acknowledgements = acknowledgements;
    this.tracker = new SequenceTracker<>(handOver.position().sequence());
  }

  /** A message came. */
  void receive(long sequence, OpcUaColumns columns, boolean moreNotifications) {
    tracker.receive(sequence, new Arrived(columns, moreNotifications, false), this::hold);
  }

  /** A message came because it was asked for again; whether it goes on in the next is not told. */
  void republished(long sequence, OpcUaColumns columns) {
    tracker.receive(sequence, new Arrived(columns, true, true), this::hold);
  }

  /** A message is gone; its loss was declared or caught up. */
  void skipped(long sequence) {
    if (sequence == tracker.expected()) {
      open = false;
      handOver();
      if (held.isEmpty()) {
        handOver.skipped(sequence);
      }
    }
    tracker.skip(sequence, this::hold);
  }

  /** The server has nothing to send and says which number it will use next. */
  void announce(long nextSequence) {
    tracker.announce(nextSequence);
    if (nextSequence == tracker.expected()) {
      open = false;
    }
  }

  private void hold(long sequence, Arrived message) {
    held.add(new Held(sequence, message));
    open = message.mayGoOn();
  }

  /**
   * Hands over what can be. Stops before a message whose Overflow bits say that values are missing,
   * and returns their items until {@link #overflowDeclared} is called.
   */
  Set<Integer> handOver() {
    while (held.size() > 1 || (held.size() == 1 && !open)) {
      Set<Integer> overflowed = overflowed();
      if (!overflowed.isEmpty()) {
        return overflowed;
      }
      Held next = held.poll();
      Arrived message = next.message();
      if (message.republished()) {
        handOver.republished(next.sequence(), message.columns());
      } else {
        handOver.message(next.sequence(), message.columns(), message.mayGoOn());
      }
      acknowledgements.handedOver(next.sequence());
    }
    return Set.of();
  }

  private Set<Integer> overflowed() {
    Set<Integer> items = new TreeSet<>();
    Iterator<Held> waiting = held.iterator();
    Held first = waiting.next();
    addOverflowed(first, items);
    if (first.message().mayGoOn() && waiting.hasNext()) {
      addOverflowed(waiting.next(), items);
    }
    return items;
  }

  private void addOverflowed(Held message, Set<Integer> items) {
    if (overflowHandled == 0 || Sequences.distance(overflowHandled, message.sequence()) > 0) {
      items.addAll(handOver.overflowed(message.message().columns()));
    }
  }

  /** What {@link #handOver} returned is declared and being caught up. */
  void overflowDeclared() {
    Iterator<Held> waiting = held.iterator();
    Held first = waiting.next();
    overflowHandled =
        first.message().mayGoOn() && waiting.hasNext()
            ? waiting.next().sequence()
            : first.sequence();
  }

  /** The number of the next message in order. */
  long expected() {
    return tracker.expected();
  }

  boolean anyMissing() {
    return tracker.anyMissing();
  }

  /** The numbers that exist and have not arrived. */
  List<Long> missing() {
    return tracker.missing();
  }

  /** Forgets what is not handed over; the next message is the one after the given number. */
  void restart(long lastSeen) {
    tracker.restart(lastSeen);
    held.clear();
    open = false;
    overflowHandled = 0;
  }
}
