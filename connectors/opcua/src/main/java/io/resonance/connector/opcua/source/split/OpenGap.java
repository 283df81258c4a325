package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaGapReason;
import java.util.OptionalLong;

/**
 * A gap that was declared and is neither healed nor lost yet.
 *
 * @param gapId its id
 * @param reason why
 * @param fromNanos source time of the last value before it
 * @param recovery what is still needed
 */
public record OpenGap(
    String gapId, OpcUaGapReason reason, OptionalLong fromNanos, Recovery recovery) {

  /** What is needed to close a gap. */
  public enum Recovery {
    /** The retransmission queue of the server. */
    REPUBLISH,
    /** The history, for messages are gone. */
    HISTORY
  }

  /** The same gap, now known to need the history. */
  public OpenGap needingHistory() {
    return new OpenGap(gapId, reason, fromNanos, Recovery.HISTORY);
  }
}
