package io.resonance.conform.tracking;

import io.resonance.conform.tracking.Telling.Reach;
import io.resonance.conform.tracking.ViolationCase.Stage;
import io.resonance.schema.v1.Acknowledgement;
import io.resonance.schema.v1.ViolationState;

/**
 * The life of a violation as a state machine, without clock, thread or output of its own; its table
 * is in LIFECYCLE.md. Times are those of the values, in microseconds since the Unix epoch.
 */
final class ViolationLifecycle {

  /** Instead of the end of a waiver: there is none. */
  static final long NOT_WAIVED = Long.MIN_VALUE;

  private final long reopenWithin;
  private final int floodFirst;

  /**
   * @param reopenWithin a violation that comes back this soon is the same one, in microseconds
   * @param floodFirst so many reports pass in an interval of the gate
   */
  ViolationLifecycle(long reopenWithin, int floodFirst) {
    this.reopenWithin = reopenWithin;
    this.floodFirst = floodFirst;
  }

  /**
   * A rule reports.
   *
   * @param waivedUntil end of the waiver in force, or {@link #NOT_WAIVED}
   * @param gate of the equipment and rule, within its interval
   */
  Telling report(ViolationCase of, Report report, long waivedUntil, FloodGate gate) {
    if (report.state() == ViolationState.CLEARED) {
      return clear(of, report, gate);
    }
    boolean wasOpen = of.stage == Stage.OPEN;
    ViolationState state = broken(of, report);
    if (report.lastAt() < waivedUntil) {
      return silent(of, state, report.lastAt(), gate);
    }
    if (wasOpen && !of.announced) {
      state = opening(of); // who was never told that it is open need not hear that it goes on
    }
    if (!gate.admit(report.lastAt(), floodFirst)) {
      return silent(of, state, report.lastAt(), gate);
    }
    of.announced = true;
    of.untold = false;
    return Telling.all(state);
  }

  /** Where it is broken, and what happened by that. */
  private ViolationState broken(ViolationCase of, Report report) {
    if (of.stage == Stage.OPEN) {
      count(of, report);
      return ViolationState.REPEATED;
    }
    boolean again = of.stage == Stage.CLEARED && report.firstAt() - of.lastAt <= reopenWithin;
    of.stage = Stage.OPEN;
    of.acknowledgement = null;
    if (again) {
      of.reopened++;
      count(of, report);
      return ViolationState.REOPENED;
    }
    of.violationId = report.violationId();
    of.opening = report.violationId();
    of.firstAt = report.firstAt();
    of.lastAt = report.lastAt();
    of.countedBefore = 0;
    of.counted = report.occurrences();
    of.reopened = 0;
    of.announced = false;
    of.untold = false;
    return report.state();
  }

  private static ViolationState opening(ViolationCase of) {
    return of.reopened > 0 ? ViolationState.REOPENED : ViolationState.OPENED;
  }

  private Telling clear(ViolationCase of, Report report, FloodGate gate) {
    return switch (of.stage) {
      case UNKNOWN -> Telling.all(ViolationState.CLEARED); // opened before it was watched here
      case CLEARED -> Telling.nothing();
      case OPEN -> {
        count(of, report);
        of.stage = Stage.CLEARED;
        if (of.announced) {
          of.announced = false;
          of.untold = false;
          yield Telling.all(ViolationState.CLEARED);
        }
        yield silent(of, ViolationState.CLEARED, report.lastAt(), gate);
      }
    };
  }

  /** A violation that comes and goes while nobody hears of it is not written each time. */
  private static Telling silent(ViolationCase of, ViolationState state, long at, FloodGate gate) {
    if (of.reopened == 0) {
      return Telling.states(state);
    }
    gate.touch(at);
    of.untold = true;
    return new Telling(state, Reach.STATES_LATER);
  }

  private static void count(ViolationCase of, Report report) {
    if (!of.opening.equals(report.violationId())) {
      of.opening = report.violationId();
      of.countedBefore += of.counted;
    }
    of.counted = report.occurrences();
    of.lastAt = Math.max(of.lastAt, report.lastAt());
  }

  /** What readers of present states hear at the end of a flood; nothing where they know it. */
  Telling endOfFlood(ViolationCase of) {
    if (!of.untold) {
      return Telling.nothing();
    }
    of.untold = false;
    return Telling.states(
        of.stage == Stage.CLEARED ? ViolationState.CLEARED : ViolationState.REOPENED);
  }

  /** A person takes care of it; only while it is open. */
  Telling acknowledge(ViolationCase of, Acknowledgement by) {
    if (of.stage != Stage.OPEN) {
      return Telling.nothing();
    }
    of.acknowledgement = by;
    of.untold = false;
    return Telling.all(ViolationState.ACKNOWLEDGED);
  }

  /** A waiver comes into force. */
  Telling waive(ViolationCase of) {
    return switch (of.stage) {
      case UNKNOWN -> Telling.nothing();
      case CLEARED -> Telling.states(ViolationState.CLEARED);
      case OPEN -> {
        of.untold = false;
        yield Telling.all(ViolationState.WAIVED);
      }
    };
  }

  /** A waiver has ended; a violation that is still open is reported at once. */
  Telling endWaiver(ViolationCase of) {
    return switch (of.stage) {
      case UNKNOWN -> Telling.nothing();
      case CLEARED -> Telling.states(ViolationState.CLEARED);
      case OPEN -> {
        ViolationState state = of.announced ? ViolationState.REPEATED : opening(of);
        of.announced = true;
        of.untold = false;
        yield Telling.all(state);
      }
    };
  }

  /** Whether nothing that comes can concern it any more. */
  boolean isOver(ViolationCase of, long now, long forgetAfter) {
    return switch (of.stage) {
      case UNKNOWN -> true;
      case CLEARED -> now - of.lastAt > reopenWithin;
      case OPEN -> now - of.lastAt > forgetAfter;
    };
  }
}
