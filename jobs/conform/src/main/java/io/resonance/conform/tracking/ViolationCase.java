package io.resonance.conform.tracking;

import io.resonance.schema.v1.Acknowledgement;

/** Where a violation stands: the state of {@link ViolationLifecycle} for one violation key. */
final class ViolationCase {

  /** In the table of LIFECYCLE.md; acknowledged and waived are marks beside it. */
  enum Stage {
    UNKNOWN(0),
    OPEN(1),
    CLEARED(2);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    /** How state spells it, for ever. */
    int code() {
      return code;
    }
  }

  Stage stage = Stage.UNKNOWN;

  /** What readers know it by: the id of its first opening. */
  String violationId = "";

  /** The rule's own id of the present opening. */
  String opening = "";

  /** Times in microseconds since the Unix epoch. */
  long firstAt;

  long lastAt;

  /** Occurrences of earlier openings, and of the present one. */
  long countedBefore;

  long counted;

  int reopened;

  /** Whether readers of reports were told that it is open, and not yet that it is cleared. */
  boolean announced;

  /** Whether readers of present states wait for the end of a flood to hear of it. */
  boolean untold;

  /** Null while nobody has acknowledged the present opening. */
  Acknowledgement acknowledgement;

  long occurrences() {
    return countedBefore + counted;
  }

  ViolationCase copy() {
    ViolationCase copy = new ViolationCase();
    copy.stage = stage;
    copy.violationId = violationId;
    copy.opening = opening;
    copy.firstAt = firstAt;
    copy.lastAt = lastAt;
    copy.countedBefore = countedBefore;
    copy.counted = counted;
    copy.reopened = reopened;
    copy.announced = announced;
    copy.untold = untold;
    copy.acknowledgement = acknowledgement;
    return copy;
  }
}
