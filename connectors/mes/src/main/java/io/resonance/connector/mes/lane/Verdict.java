package io.resonance.connector.mes.lane;

import java.time.Duration;

/**
 * What one attempt to deliver a message came to.
 *
 * @param words why, for people, in the MES's own words where it gave any; may be empty
 * @param retryAfter how long the MES asks to wait; zero where it does not say
 */
public record Verdict(Outcome outcome, String words, Duration retryAfter) {

  /** A verdict of a MES that does not ask to wait. */
  public static Verdict of(Outcome outcome, String words) {
    return new Verdict(outcome, words, Duration.ZERO);
  }
}
