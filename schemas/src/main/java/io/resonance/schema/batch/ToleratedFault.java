package io.resonance.schema.batch;

import java.io.Serializable;
import java.util.Objects;

/**
 * A fault in a message of an endpoint that was tolerated: the value was delivered, as the sentence
 * says.
 *
 * @param subject what it is about
 * @param what what was found and what was made of it, in a sentence without a full stop
 * @param address the address concerned, or another place in the message
 * @param text the text found, shortened
 * @param at time of the message, in nanoseconds since the Unix epoch
 */
public record ToleratedFault(Subject subject, String what, String address, String text, long at)
    implements Serializable {

  public ToleratedFault {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(text, "text");
  }

  /** What a fault is about. */
  public enum Subject {
    /** The time of a value. */
    TIME,
    /** Anything else. */
    CONTENT
  }
}
