package io.resonance.conform.tracking;

import io.resonance.schema.v1.ViolationState;

/**
 * What is told after a step in the life of a violation, and to whom.
 *
 * @param state what happened
 * @param reach who hears of it
 */
record Telling(ViolationState state, Reach reach) {

  enum Reach {
    /** Nobody. */
    NOBODY,
    /** Readers of present states, at the end of the flood's interval. */
    STATES_LATER,
    /** Readers of present states. */
    STATES,
    /** Readers of present states and of reports. */
    ALL
  }

  static Telling nothing() {
    return new Telling(ViolationState.UNKNOWN, Reach.NOBODY);
  }

  static Telling all(ViolationState state) {
    return new Telling(state, Reach.ALL);
  }

  static Telling states(ViolationState state) {
    return new Telling(state, Reach.STATES);
  }
}
