package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.split.SplitPosition;

/**
 * Decides what to do about a client that takes our subscription over: take it back once, then leave
 * it and make a new one, for two that take turns would both lose. Pure.
 */
final class Ownership {

  private int times;

  /** Another client took it; says what is done about it. */
  String takenAway() {
    times++;
    return times == 1
        ? "It is taken back once."
        : "It happened before, so a new one is made instead.";
  }

  /** The position with the subscription that may be asked for. */
  SplitPosition toGoOnWith(SplitPosition position) {
    return times > 1 ? position.withoutSubscription() : position;
  }

  /** There is a new subscription; it is not fought for either. */
  void renewed() {
    times = Math.min(times, 1);
  }
}
