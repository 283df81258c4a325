package io.resonance.connector.mtconnect.source;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Declared loss, or possible loss, of observations of one agent.
 *
 * <p>A lost connection opens a gap; when the agent is back a second record with the same id closes
 * it, {@link Phase#HEALED} if its buffer still held everything, {@link Phase#LOST} if not.
 *
 * @param gapId the same for the same gap after a restart of the job
 * @param reason why
 * @param phase whether anything is lost
 * @param instanceIdFrom instance that was read before; empty if nothing was read yet
 * @param instanceIdTo instance that is read after; empty while open
 * @param sequenceFrom first sequence number of the gap, in the old instance, unsigned; empty if
 *     nothing was read yet
 * @param sequenceTo first sequence number after the gap, in the new instance, unsigned; empty while
 *     open
 * @param fromNanos time of the last observation before the gap; empty if there was none
 * @param toNanos time of the first observation after the gap, or of the document that closed it if
 *     there is none yet; empty while open
 * @param count sequence numbers lost; empty if that cannot be known. With a path or device filter
 *     it is an upper bound: the agent numbers all of its observations
 */
public record MtConnectGap(
    String gapId,
    Reason reason,
    Phase phase,
    OptionalLong instanceIdFrom,
    OptionalLong instanceIdTo,
    OptionalLong sequenceFrom,
    OptionalLong sequenceTo,
    OptionalLong fromNanos,
    OptionalLong toNanos,
    OptionalLong count) {

  /** Why observations are or may be lost. */
  public enum Reason {
    /** The agent's buffer no longer held them. */
    BUFFER_OVERRUN,
    /** The agent came up with a new instanceId and an empty buffer. */
    AGENT_RESTARTED,
    /** The agent cannot be reached; nothing is known to be lost yet. */
    CONNECTION_LOST
  }

  /** Life of a gap. */
  public enum Phase {
    /** The connection is lost; what is missed is not known. */
    OPEN,
    /** The agent is back and still held everything: nothing is lost. */
    HEALED,
    /** The observations are gone. */
    LOST
  }

  /** The id of the gap that begins, for a reason, at a sequence of an instance, in a split. */
  public static String idOf(String splitId, Reason reason, String instanceId, String sequence) {
    String name = String.join("|", "mtconnect-gap", splitId, reason.name(), instanceId, sequence);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** This gap once more, with another end. */
  public MtConnectGap closed(
      Reason why, Phase phase, long instanceId, long sequence, OptionalLong lost) {
    return new MtConnectGap(
        gapId,
        why,
        phase,
        instanceIdFrom,
        OptionalLong.of(instanceId),
        sequenceFrom,
        OptionalLong.of(sequence),
        fromNanos,
        toNanos,
        lost);
  }

  /** This gap once more, with the time of the first observation after it. */
  public MtConnectGap endingAt(long nanos) {
    return new MtConnectGap(
        gapId,
        reason,
        phase,
        instanceIdFrom,
        instanceIdTo,
        sequenceFrom,
        sequenceTo,
        fromNanos,
        OptionalLong.of(nanos),
        count);
  }
}
