package io.resonance.connector.opcua.source;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A declaration about values that did not arrive: first that they are missing (OPEN), then what
 * became of them. A LOST gap may come without an OPEN one. Where only some of the nodes of a gap
 * lost values, it ends in one batch as LOST for those and then as HEALED for the others.
 *
 * @param gapId the same for all phases of a gap and after a replay of it
 * @param reason why
 * @param nodeIds the nodes concerned; empty for every node of the subscription, or, where HEALED
 *     comes after LOST, for every other one
 * @param fromNanos source time of the last value before the gap, nanoseconds since the Unix epoch,
 *     absent if there was none
 * @param toNanos source time of the first value after it (or when it ended), absent while open
 * @param count how many values are missing, if the protocol tells
 * @param phase what became of it
 * @param recovered how many values were fetched later
 */
public record OpcUaGap(
    String gapId,
    OpcUaGapReason reason,
    List<String> nodeIds,
    OptionalLong fromNanos,
    OptionalLong toNanos,
    OptionalLong count,
    Phase phase,
    long recovered) {

  /** What became of a gap. */
  public enum Phase {
    /** Values are missing; recovery is under way. */
    OPEN(1),
    /** All of them were delivered later. */
    HEALED(2),
    /** They (or some of them) are gone for good. */
    LOST(3);

    private final int code;

    Phase(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Phase of(int code) {
      return switch (code) {
        case 1 -> OPEN;
        case 2 -> HEALED;
        case 3 -> LOST;
        default ->
            throw new IllegalArgumentException("There is no gap phase with the code " + code);
      };
    }
  }

  public OpcUaGap {
    nodeIds = List.copyOf(nodeIds);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(phase);
  }
}
