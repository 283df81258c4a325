package io.resonance.connector.mes.lane;

import io.resonance.schema.v1.MesMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongFunction;

/**
 * The messages of one equipment in their order; only the first of them is ever under way. A few are
 * held here, the numbers of those behind them only: an equipment that gets nothing delivered for
 * days costs eight bytes a message, wherever the state keeps the messages themselves.
 */
final class Lane {

  /** How many messages are held. */
  static final int HELD = 8;

  private final String equipment;
  private final Deque<Queued> queue = new ArrayDeque<>(HELD);
  private final Numbers stored = new Numbers();
  private long wakeAt;
  private int failures;
  private int unreadable;
  private boolean reauthenticated;

  Lane(String equipment) {
    this.equipment = equipment;
  }

  /** A message and the number it has in the operator's state. */
  record Queued(long number, MesMessage message) {}

  String equipment() {
    return equipment;
  }

  /** Adds a message to the end. */
  void add(Queued queued) {
    if (queue.size() == HELD || !stored.isEmpty()) {
      stored.add(queued.number());
      return;
    }
    queue.addLast(queued);
    if (queue.size() == 1) {
      beginHead();
    }
  }

  /** Adds a message to the end that only the state has; {@link #hold} has to follow. */
  void addStored(long number) {
    stored.add(number);
  }

  /** Brings back what may be held, if nothing is. */
  void hold(LongFunction<MesMessage> recall) {
    if (!queue.isEmpty() || stored.isEmpty()) {
      return;
    }
    while (queue.size() < HELD && !stored.isEmpty()) {
      long number = stored.poll();
      queue.addLast(new Queued(number, recall.apply(number)));
    }
    beginHead();
  }

  Queued head() {
    return queue.getFirst();
  }

  void replaceHead(MesMessage message) {
    Queued old = queue.removeFirst();
    queue.addFirst(new Queued(old.number(), message));
  }

  void removeHead() {
    queue.removeFirst();
    if (!queue.isEmpty()) {
      beginHead();
    }
  }

  /** Whether nothing is held; where all that is stored is brought back, nothing is left. */
  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Whether the first message was tried before, without success. */
  boolean isFailing() {
    return failures > 0;
  }

  int fail() {
    return ++failures;
  }

  int failUnreadable() {
    return ++unreadable;
  }

  /** True the first time, for each message. */
  boolean mayReauthenticate() {
    boolean first = !reauthenticated;
    reauthenticated = true;
    return first;
  }

  long wakeAt() {
    return wakeAt;
  }

  void sleepUntil(long time) {
    wakeAt = time;
  }

  // a message restored in the middle of an outage goes on backing off where it was
  private void beginHead() {
    failures = Attempts.since(queue.getFirst().message());
    unreadable = 0;
    reauthenticated = false;
  }
}
