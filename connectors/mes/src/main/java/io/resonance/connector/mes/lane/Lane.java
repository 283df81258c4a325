package io.resonance.connector.mes.lane;

import io.resonance.schema.v1.MesMessage;
import java.util.ArrayDeque;
import java.util.Deque;

/** The messages of one equipment in their order; only the first of them is ever under way. */
final class Lane {

  private final String equipment;
  private final Deque<Queued> queue = new ArrayDeque<>();
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

  void add(Queued queued) {
    queue.addLast(queued);
    if (queue.size() == 1) {
      beginHead();
    }
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

  boolean isEmpty() {
    return queue.isEmpty();
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
    failures = queue.getFirst().message().getAttempts().size();
    unreadable = 0;
    reauthenticated = false;
  }
}
