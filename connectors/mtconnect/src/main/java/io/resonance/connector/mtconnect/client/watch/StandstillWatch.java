package io.resonance.connector.mtconnect.client.watch;

import java.util.Optional;

/**
 * Finds the stream that is alive and brings nothing, though the agent has more: heartbeats, or the
 * answers of a cache, are no proof. A stream that has brought nothing new for the length of the
 * watchdog is held against another answer. Without threads or a clock of its own.
 */
public final class StandstillWatch {
  private final long quietNanos;
  private final long graceNanos;
  private long movedAt;
  private long askedAt;
  private Optional<Proof> proof = Optional.empty();

  /** What another answer said, and when. */
  private record Proof(long last, long at) {}

  /**
   * @param quietNanos how long a stream may bring nothing before it is checked
   * @param graceNanos how long it then has to bring what the agent has
   * @param nowNanos time
   */
  public StandstillWatch(long quietNanos, long graceNanos, long nowNanos) {
    this.quietNanos = quietNanos;
    this.graceNanos = graceNanos;
    moved(nowNanos);
  }

  /** The position moved, or a stream begins. */
  public void moved(long nowNanos) {
    movedAt = nowNanos;
    askedAt = nowNanos;
    proof = Optional.empty();
  }

  /** True if it is time to ask another way; true once per quiet time. */
  public boolean isDoubtful(long nowNanos) {
    if (proof.isPresent() || nowNanos - movedAt < quietNanos || nowNanos - askedAt < quietNanos) {
      return false;
    }
    askedAt = nowNanos;
    return true;
  }

  /** What the other answer said. */
  public void answered(long lastSequence, long position, long nowNanos) {
    if (Long.compareUnsigned(lastSequence, position) >= 0) {
      proof = Optional.of(new Proof(lastSequence, nowNanos));
    }
  }

  /** The sequence number that the stream should have brought by now. */
  public Optional<Long> missed(long nowNanos) {
    return proof.filter(seen -> nowNanos - seen.at() >= graceNanos).map(Proof::last);
  }
}
