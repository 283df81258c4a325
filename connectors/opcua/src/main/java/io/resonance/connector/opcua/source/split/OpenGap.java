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
    REPUBLISH(1),
    /** The history, for messages are gone. */
    HISTORY(2),
    /** The history, which is already known not to have everything. */
    INCOMPLETE_HISTORY(3);

    private final int code;

    Recovery(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Recovery of(int code) {
      return switch (code) {
        case 1 -> REPUBLISH;
        case 2 -> HISTORY;
        case 3 -> INCOMPLETE_HISTORY;
        default ->
            throw new IllegalArgumentException("There is no gap recovery with the code " + code);
      };
    }
  }

  /** The same gap, now known to need at least this. */
  public OpenGap needing(Recovery more) {
    return more.compareTo(recovery) > 0 ? new OpenGap(gapId, reason, fromNanos, more) : this;
  }

  /** Whether it begins no later than the given time. */
  public boolean reachesBackTo(OptionalLong time) {
    return fromNanos.isEmpty() || (time.isPresent() && fromNanos.getAsLong() <= time.getAsLong());
  }

  /** The same gap, now known to begin no later than the given time, for a reason that says more. */
  public OpenGap widened(OpcUaGapReason larger, OptionalLong from) {
    return new OpenGap(gapId, larger, reachesBackTo(from) ? fromNanos : from, recovery);
  }
}
