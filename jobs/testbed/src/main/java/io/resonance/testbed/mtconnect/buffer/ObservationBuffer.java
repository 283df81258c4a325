package io.resonance.testbed.mtconnect.buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The bounded buffer of an agent: the oldest observation leaves when a new one finds no room, and
 * what is known of its DataItem stays. Safe for use by several threads.
 */
public final class ObservationBuffer {
  private final int capacity;
  private final AgentObservation[] ring;
  // What was known before the oldest observation held.
  private final AgentState before = new AgentState();
  private long first = 1;
  private long instanceId;
  private long next = 1;

  public ObservationBuffer(int capacity, long instanceId) {
    this.capacity = capacity;
    this.ring = new AgentObservation[capacity];
    this.instanceId = instanceId;
  }

  /** What a header says and the observations asked for, taken at one moment. */
  public record Window(
      long instanceId,
      long firstSequence,
      long lastSequence,
      long nextSequence,
      List<AgentObservation> observations) {}

  /** Puts an observation under the next number. */
  public synchronized AgentObservation append(
      AgentObservation observation, String agent, AgentLedger ledger) {
    AgentObservation numbered = observation.numbered(next);
    int slot = (int) (next % capacity);
    if (ring[slot] != null) {
      before.apply(ring[slot]);
    }
    ring[slot] = numbered;
    next++;
    first = Math.max(first, next - capacity);
    ledger.produced(
        agent, instanceId, numbered.sequence(), numbered.dataItemId(), numbered.timestampNanos());
    return numbered;
  }

  /** What is known from before the oldest observation held. */
  public synchronized void know(AgentObservation observation) {
    before.apply(observation);
  }

  /** The next observation gets this number; the numbers between are never given to any. */
  public synchronized void skipTo(long sequence) {
    if (next == first) {
      first = sequence;
      next = sequence;
    }
    for (; next < sequence; next++) {
      int slot = (int) (next % capacity);
      if (ring[slot] != null) {
        before.apply(ring[slot]);
        ring[slot] = null;
      }
      first = Math.max(first, next + 1 - capacity);
    }
  }

  public synchronized void restart(long newInstanceId) {
    instanceId = newInstanceId;
    Arrays.fill(ring, null);
    before.clear();
    next = 1;
    first = 1;
  }

  public synchronized long instanceId() {
    return instanceId;
  }

  public synchronized long firstSequence() {
    return first;
  }

  public synchronized long nextSequence() {
    return next;
  }

  /** Header numbers without observations. */
  public Window header() {
    return window(0, 0, each -> true);
  }

  /**
   * At most {@code count} of the observations wanted, beginning at {@code from}; from 0 means the
   * oldest held.
   */
  public synchronized Window window(long from, int count, Predicate<AgentObservation> wanted) {
    long sequence = Math.max(from == 0 ? first : from, first);
    List<AgentObservation> taken = new ArrayList<>();
    for (; sequence < next && taken.size() < count; sequence++) {
      AgentObservation each = ring[(int) (sequence % capacity)];
      if (each != null && wanted.test(each)) {
        taken.add(each);
      }
    }
    return new Window(instanceId, first, next - 1, Math.max(from, sequence), taken);
  }

  /** What is known after the observation numbered {@code at}. */
  public synchronized Window state(long at, Predicate<AgentObservation> wanted) {
    AgentState state = new AgentState(before);
    for (long sequence = first; sequence < next && sequence <= at; sequence++) {
      AgentObservation each = ring[(int) (sequence % capacity)];
      if (each != null) {
        state.apply(each);
      }
    }
    List<AgentObservation> taken = state.observations().stream().filter(wanted).toList();
    return new Window(instanceId, first, next - 1, next, taken);
  }
}
