package io.resonance.normalize.situation;

import io.resonance.schema.profile.state.StateTable.Decision;

/**
 * A time at which the state of an equipment changed.
 *
 * @param time source time in nanoseconds since the Unix epoch
 * @param into what it is from then on
 */
record Transition(long time, Decision into) {

  /** Transitions that are remembered. */
  static final int MOST = 32;
}
