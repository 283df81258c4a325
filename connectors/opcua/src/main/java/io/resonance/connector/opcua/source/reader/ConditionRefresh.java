package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.RefreshAnswer;
import java.time.Duration;

/**
 * When to ask a server for its conditions: at once when a refresh is due, then with growing pauses
 * while it does not succeed. Pure: the time comes from outside.
 */
final class ConditionRefresh {

  /** How long the events of an accepted refresh may take. */
  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Backoff pauses;
  private int lossesSeen;
  private boolean underWay;
  private long acceptedAt;
  private boolean accepted;

  ConditionRefresh(long nowNanos) {
    pauses = new Backoff(nowNanos);
  }

  /**
   * Whether to ask now; then {@link #asked} is to be called.
   *
   * @param due whether a refresh is due
   * @param losses how often events were lost so far: an answer before the last loss proves nothing
   */
  boolean isToBeAsked(boolean due, int losses, long nowNanos) {
    if (losses != lossesSeen) {
      lossesSeen = losses;
      startOver(nowNanos);
    }
    if (!due) {
      if (accepted) {
        succeeded();
      }
      return false;
    }
    if (accepted && nowNanos - acceptedAt > PATIENCE_NANOS) {
      accepted = false;
      pauses.failed(nowNanos);
    }
    return !underWay && !accepted && pauses.isDue(nowNanos);
  }

  void asked() {
    underWay = true;
  }

  /** The server answered, or could not be asked. */
  void answered(RefreshAnswer answer, long nowNanos) {
    underWay = false;
    accepted = answer == RefreshAnswer.ACCEPTED;
    acceptedAt = nowNanos;
    if (!accepted) {
      pauses.failed(nowNanos);
    }
  }

  /** The connection is new: whatever was asked is not answered here. */
  void reconnected() {
    underWay = false;
    accepted = false;
  }

  private void startOver(long nowNanos) {
    if (accepted) {
      // else a queue that is too short for all conditions would keep the server busy with them
      pauses.failed(nowNanos);
    }
    accepted = false;
  }

  private void succeeded() {
    accepted = false;
    pauses.succeeded();
  }
}
