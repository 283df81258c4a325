package io.resonance.connector.opcua.source.split;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a subscription was handed over, without the times of its items.
 *
 * @param serverUri ApplicationUri of the server, empty before the first connection
 * @param subscriptionId the subscription at the server, absent if there is none to go on with
 * @param epoch grows with every new subscription; 0 before the first
 * @param sequence number of the last message handed over, 0 before the first of the epoch
 * @param openGap the gap to be closed
 * @param conditions what was handed over about conditions
 */
public record SplitPosition(
    String serverUri,
    OptionalLong subscriptionId,
    long epoch,
    long sequence,
    Optional<OpenGap> openGap,
    ConditionsPosition conditions) {

  /** Before the first connection. */
  public static final SplitPosition START =
      new SplitPosition("", OptionalLong.empty(), 0, 0, Optional.empty(), ConditionsPosition.NONE);

  /** After the message with the given number. */
  public SplitPosition after(long newSequence) {
    return new SplitPosition(serverUri, subscriptionId, epoch, newSequence, openGap, conditions);
  }

  /** With or without a gap to be closed. */
  public SplitPosition with(Optional<OpenGap> gap) {
    return new SplitPosition(serverUri, subscriptionId, epoch, sequence, gap, conditions);
  }

  /** With what is known about conditions now. */
  public SplitPosition with(ConditionsPosition known) {
    return new SplitPosition(serverUri, subscriptionId, epoch, sequence, openGap, known);
  }

  /** At the beginning of a new subscription. */
  public SplitPosition renewed(String newServerUri, long newSubscriptionId) {
    return new SplitPosition(
        newServerUri, OptionalLong.of(newSubscriptionId), epoch + 1, 0, openGap, conditions);
  }
}
