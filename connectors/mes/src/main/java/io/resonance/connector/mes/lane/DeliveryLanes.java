package io.resonance.connector.mes.lane;

import io.resonance.connector.mes.lane.Lane.Queued;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Decides which message is sent when: a pure state machine without threads or a clock. Each
 * equipment has a lane; lanes with something to send take turns. In a lane one message is under way
 * at a time and the next waits until it is settled, so no failure can change the order. An idle
 * equipment has no lane and costs nothing.
 *
 * <p>An equipment whose messages fail does not slow the others: it waits in its own lane, of which
 * a few messages are held, and lanes that try again get half of the requests at most, so that the
 * others have theirs however many fail.
 *
 * <p>Wrong configuration opens the circuit: no lane sends but one probe at a time, until one of
 * them goes through. Nothing is given up meanwhile.
 *
 * <p>One thread calls this.
 */
public final class DeliveryLanes {

  private final LaneOptions options;
  private final Backoff backoff;
  private final LaneEffects effects;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final Deque<Lane> readyAgain = new ArrayDeque<>();
  private final PriorityQueue<Lane> sleeping =
      new PriorityQueue<>(Comparator.comparingLong(Lane::wakeAt));
  private int queued;
  private int underWay;
  private int underWayAgain;
  private boolean circuitOpen;
  private long probeAt;
  private long nextWake = Long.MAX_VALUE;

  /**
   * How lanes behave.
   *
   * @param parallelRequests how many lanes may have a request under way at once
   * @param probeInterval time between probes while the circuit is open
   * @param unreadableTries how often a message is sent whose answers cannot be read
   */
  public record LaneOptions(int parallelRequests, Duration probeInterval, int unreadableTries)
      implements Serializable {}

  public DeliveryLanes(LaneOptions options, Backoff backoff, LaneEffects effects) {
    this.options = options;
    this.backoff = backoff;
    this.effects = effects;
  }

  /** Puts a message at the end of its equipment's lane. */
  public void enqueue(long number, MesMessage message, long now) {
    Lane lane = lanes.computeIfAbsent(message.getEquipment(), Lane::new);
    boolean idle = lane.isEmpty();
    lane.add(new Queued(number, message));
    queued++;
    if (idle) {
      makeReady(lane);
      dispatch(now);
    }
  }

  /**
   * Puts messages at the end of an equipment's lane that only the state has so far.
   *
   * @param numbers in their order
   */
  public void restore(String equipment, long[] numbers, long now) {
    if (numbers.length == 0) {
      return;
    }
    Lane lane = lanes.computeIfAbsent(equipment, Lane::new);
    boolean idle = lane.isEmpty();
    for (long number : numbers) {
      lane.addStored(number);
    }
    queued += numbers.length;
    hold(lane);
    if (idle) {
      makeReady(lane);
      dispatch(now);
    }
  }

  /** Tells the end of the attempt that is under way for this equipment. */
  public void answered(String equipment, Reply reply, long now) {
    Lane lane = lanes.get(equipment);
    underWay--;
    if (lane.isFailing()) {
      underWayAgain--;
    }
    lane.replaceHead(Attempts.after(lane.head().message(), reply, now));
    decide(lane, reply.verdict(), now);
    dispatch(now);
  }

  /** Lets sleeping lanes go on whose time has come. */
  public void wake(long now) {
    nextWake = Long.MAX_VALUE;
    while (!sleeping.isEmpty() && sleeping.peek().wakeAt() <= now) {
      makeReady(sleeping.poll());
    }
    dispatch(now);
  }

  /** How many messages are in lanes, those under way included. */
  public int queued() {
    return queued;
  }

  /** How many requests are under way. */
  public int underWay() {
    return underWay;
  }

  private void decide(Lane lane, Verdict verdict, long now) {
    switch (verdict.outcome()) {
      case RECEIVED -> settle(lane, MesState.PENDING, verdict.words());
      case ACCEPTED -> settle(lane, MesState.ACCEPTED, verdict.words());
      case MODIFIED -> settle(lane, MesState.MODIFIED, verdict.words());
      case REJECTED -> settle(lane, MesState.REJECTED, verdict.words());
      case REFUSED -> settle(lane, MesState.PARKED, verdict.words());
      case UNREADABLE -> {
        if (lane.failUnreadable() >= options.unreadableTries()) {
          settle(lane, MesState.PARKED, verdict.words());
        } else {
          postpone(lane, verdict, now);
        }
      }
      case UNAVAILABLE -> postpone(lane, verdict, now);
      case UNAUTHORIZED -> {
        if (lane.mayReauthenticate()) {
          ready.addFirst(lane);
          effects.postponed(lane.head().number(), lane.head().message(), verdict);
        } else {
          openCircuit(lane, verdict, now);
        }
      }
      case MISCONFIGURED -> openCircuit(lane, verdict, now);
    }
  }

  private void settle(Lane lane, MesState state, String words) {
    closeCircuit();
    Queued head = lane.head();
    lane.removeHead();
    queued--;
    // before the settled message leaves the state, so that a failure here loses nothing
    hold(lane);
    if (lane.isEmpty()) {
      lanes.remove(lane.equipment());
    } else {
      makeReady(lane);
    }
    effects.settled(head.number(), Attempts.settled(head.message(), state, words));
  }

  private void postpone(Lane lane, Verdict verdict, long now) {
    closeCircuit();
    lane.sleepUntil(now + backoff.delayMillis(lane.fail(), verdict.retryAfter()));
    sleeping.add(lane);
    effects.postponed(lane.head().number(), lane.head().message(), verdict);
  }

  private void openCircuit(Lane lane, Verdict verdict, long now) {
    circuitOpen = true;
    probeAt = now + options.probeInterval().toMillis();
    // to the end, so that another equipment makes the next probe
    makeReady(lane);
    effects.postponed(lane.head().number(), lane.head().message(), verdict);
    effects.circuitOpened(verdict.words());
  }

  private void closeCircuit() {
    if (circuitOpen) {
      circuitOpen = false;
      effects.circuitClosed();
    }
  }

  private void dispatch(long now) {
    if (circuitOpen) {
      probe(now);
    } else {
      boolean sent = true;
      while (sent && underWay < options.parallelRequests()) {
        sent = sendNext();
      }
    }
    long next = sleeping.isEmpty() ? Long.MAX_VALUE : sleeping.peek().wakeAt();
    if (circuitOpen && underWay == 0 && isSomethingReady()) {
      next = Math.min(next, probeAt);
    }
    if (next < nextWake) {
      nextWake = next;
      effects.wakeAt(next);
    }
  }

  // those that try again come first, up to their half: they have waited longest
  private boolean sendNext() {
    int most = Math.max(1, options.parallelRequests() / 2);
    if (!readyAgain.isEmpty() && underWayAgain < most) {
      send(readyAgain.pollFirst());
      return true;
    }
    if (ready.isEmpty()) {
      return false;
    }
    send(ready.pollFirst());
    return true;
  }

  private void probe(long now) {
    if (underWay == 0 && now >= probeAt && isSomethingReady()) {
      probeAt = now + options.probeInterval().toMillis();
      send(ready.isEmpty() ? readyAgain.pollFirst() : ready.pollFirst());
    }
  }

  private boolean isSomethingReady() {
    return !ready.isEmpty() || !readyAgain.isEmpty();
  }

  private void makeReady(Lane lane) {
    (lane.isFailing() ? readyAgain : ready).addLast(lane);
  }

  private void hold(Lane lane) {
    lane.hold(number -> effects.recall(lane.equipment(), number));
  }

  private void send(Lane lane) {
    underWay++;
    if (lane.isFailing()) {
      underWayAgain++;
    }
    effects.post(lane.head().message());
  }
}
