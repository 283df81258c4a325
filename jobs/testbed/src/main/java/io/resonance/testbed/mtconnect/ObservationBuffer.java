package io.resonance.testbed.mtconnect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded buffer of an agent: the oldest observation leaves when a new one finds no room. */
final class ObservationBuffer {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final AgentObservation[] ring;
  private long first = 1;
  private long instanceId;
  private long next = 1;

  ObservationBuffer(int capacity, long instanceId) {
    this.capacity = capacity;
    this.ring = new AgentObservation[capacity];
    this.instanceId = instanceId;
  }

  /** What a header says and the observations asked for, taken at one moment. */
  record Window(
      long instanceId,
      long firstSequence,
      long lastSequence,
      long nextSequence,
      List<AgentObservation> observations) {}

  AgentObservation append(AgentObservation observation, String agent, AgentLedger ledger) {
    lock.lock();
    try {
      AgentObservation numbered = observation.numbered(next++);
      ring[(int) (numbered.sequence() % capacity)] = numbered;
      first = Math.max(first, next - capacity);
      ledger.produced(
          agent, instanceId, numbered.sequence(), numbered.dataItemId(), numbered.timestampNanos());
      grown.signalAll();
      return numbered;
    } finally {
      lock.unlock();
    }
  }

  void restart(long newInstanceId) {
    lock.lock();
    try {
      instanceId = newInstanceId;
      Arrays.fill(ring, null);
      next = 1;
      first = 1;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long instanceId() {
    return window(0, 0).instanceId();
  }

  /** Observations {@code from} to at most {@code from + count}; from 0 means the oldest held. */
  Window window(long from, int count) {
    lock.lock();
    try {
      long start = from == 0 ? first : from;
      long after = Math.min(next, Math.min(start, next) + count);
      List<AgentObservation> taken = new ArrayList<>();
      for (long sequence = Math.max(start, first); sequence < after; sequence++) {
        taken.add(ring[(int) (sequence % capacity)]);
      }
      return new Window(instanceId, first, next - 1, after, taken);
    } finally {
      lock.unlock();
    }
  }

  /** Everything held, for the answer to a current request. */
  Window all() {
    return window(0, Integer.MAX_VALUE);
  }

  /** Waits until something at or beyond {@code sequence} is there, or the time is over. */
  void awaitBeyond(long sequence, long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (next <= sequence && left > 0) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
