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
 * @param count sequence numbers lost; empty if that cannot be known
 * @param counting what the count is worth
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
    OptionalLong count,
    Counting counting) {

  /** A gap whose count, if there is one, is exact. */
  public MtConnectGap(
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
    this(
        gapId,
        reason,
        phase,
        instanceIdFrom,
        instanceIdTo,
        sequenceFrom,
        sequenceTo,
        fromNanos,
        toNanos,
        count,
        count.isPresent() ? Counting.EXACT : Counting.UNKNOWN);
  }

  /** What a count is worth. Names stand in state and never change. */
  public enum Counting {
    /** So many observations are lost. */
    EXACT,
    /**
     * No more than so many: the agent numbers the observations of all its devices, and only some
     * are read.
     */
    AT_MOST,
    /** Nobody can tell: the connection is still lost, or an agent that restarted has forgotten. */
    UNKNOWN
  }

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

  /** This gap once more, counting numbers that others may have been given. */
  public MtConnectGap atMost() {
    return with(toNanos, count.isPresent() ? Counting.AT_MOST : Counting.UNKNOWN);
  }

  /** This gap once more, with the time of the first observation after it. */
  public MtConnectGap endingAt(long nanos) {
    return with(OptionalLong.of(nanos), counting);
  }

  MtConnectGap with(Counting worth) {
    return with(toNanos, worth);
  }

  private MtConnectGap with(OptionalLong end, Counting worth) {
    return new MtConnectGap(
        gapId,
        reason,
        phase,
        instanceIdFrom,
        instanceIdTo,
        sequenceFrom,
        sequenceTo,
        fromNanos,
        end,
        count,
        worth);
  }
}
