package io.resonance.connector.opcua.source.split;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a subscription was handed over, without the times of its items.
 *
 * @param server the server process that holds the subscription
 * @param since when the first subscription was made, by the server's clock; of items without any
 *     value, everything from here on is still to come
 * @param subscriptionId the subscription at the server, absent if there is none to go on with
 * @param epoch grows with every new subscription; 0 before the first
 * @param sequence number of the last message handed over, 0 before the first of the epoch
 * @param openGap the gap to be closed
 * @param conditions what was handed over about conditions
 */
public record SplitPosition(
    ServerRun server,
    OptionalLong since,
    OptionalLong subscriptionId,
    long epoch,
    long sequence,
    Optional<OpenGap> openGap,
    ConditionsPosition conditions) {

  /** Before the first connection. */
  public static final SplitPosition START =
      new SplitPosition(
          ServerRun.UNKNOWN,
          OptionalLong.empty(),
          OptionalLong.empty(),
          0,
          0,
          Optional.empty(),
          ConditionsPosition.NONE);

  /** After the message with the given number. */
  public SplitPosition after(long newSequence) {
    return new SplitPosition(
        server, since, subscriptionId, epoch, newSequence, openGap, conditions);
  }

  /** With or without a gap to be closed. */
  public SplitPosition with(Optional<OpenGap> gap) {
    return new SplitPosition(server, since, subscriptionId, epoch, sequence, gap, conditions);
  }

  /** With what is known about conditions now. */
  public SplitPosition with(ConditionsPosition known) {
    return new SplitPosition(server, since, subscriptionId, epoch, sequence, openGap, known);
  }

  /** Everything up to the given time was handed over or declared. */
  public SplitPosition completeUpTo(OptionalLong time) {
    return time.isEmpty()
        ? this
        : new SplitPosition(server, time, subscriptionId, epoch, sequence, openGap, conditions);
  }

  /** Without a subscription to go on with; the next one is made anew. */
  public SplitPosition withoutSubscription() {
    return new SplitPosition(server, since, OptionalLong.empty(), epoch, 0, openGap, conditions);
  }

  /** At the beginning of a new subscription. */
  public SplitPosition renewed(ServerRun at, long newSubscriptionId, long createdNanos) {
    return new SplitPosition(
        at,
        since.isPresent() ? since : OptionalLong.of(createdNanos),
        OptionalLong.of(newSubscriptionId),
        epoch + 1,
        0,
        openGap,
        conditions);
  }
}
