package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.split.SplitPosition;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what to do about a client that takes our subscription over: take it back once, then leave
 * it and make a new one, for two that take turns would both lose. Pure but for the log.
 *
 * <p>Each change of hands costs a number: the session before is told in a message of its own, which
 * is held for nobody else (Part 4, 5.14.7). Ours we see. That of the other client cannot be told
 * from a message which that client fetched and acknowledged, so it counts as lost.
 */
final class Ownership {

  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  private int times;
  private OptionalLong told = OptionalLong.empty();

  /** The last message that is certainly from before the other client; empty once that is over. */
  private OptionalLong before = OptionalLong.empty();

  /**
   * Another client took it.
   *
   * @param sequence the number of the message that told us, 0 for none
   */
  void takenAway(String splitId, SplitPosition position, long sequence) {
    times++;
    told = sequence == 0 ? OptionalLong.empty() : OptionalLong.of(sequence);
    before = OptionalLong.of(sequence == 0 ? position.sequence() : sequence);
    LOG.warn(
        "Another client took over subscription {} of {}. {} Does the job run twice with the same"
            + " state?",
        position.subscriptionId().orElse(0),
        splitId,
        times == 1
            ? "It is taken back once."
            : "It happened before, so a new one is made instead.");
  }

  /** The position with the subscription that may be asked for. */
  SplitPosition toGoOnWith(SplitPosition position) {
    return times > 1 ? position.withoutSubscription() : position;
  }

  /** The number of the message that told us, until a later one was handed over. */
  OptionalLong told() {
    return told;
  }

  /**
   * A message the server must still hold as proof that it dropped no later one; none after another
   * client had the subscription, for it may have acknowledged any.
   */
  OptionalLong witness(OptionalLong ofTransfer) {
    return before.isPresent() ? OptionalLong.empty() : ofTransfer;
  }

  /** The message with this number is the last one handed over. */
  void handedOver(long sequence) {
    if (before.isPresent() && Sequences.distance(before.getAsLong(), sequence) > 0) {
      forget();
    }
  }

  private void forget() {
    told = OptionalLong.empty();
    before = OptionalLong.empty();
  }

  /** There is a new subscription; it is not fought for either. */
  void renewed() {
    times = Math.min(times, 1);
    forget();
  }
}
