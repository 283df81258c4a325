package io.resonance.connector.mes.lane;

import java.util.OptionalInt;

/**
 * The end of one attempt.
 *
 * @param httpStatus empty where no answer came
 */
public record Reply(OptionalInt httpStatus, Verdict verdict) {

  /** A reply with a status. */
  public static Reply of(int httpStatus, Verdict verdict) {
    return new Reply(OptionalInt.of(httpStatus), verdict);
  }

  /** The end of an attempt that got no answer. */
  public static Reply unanswered(Verdict verdict) {
    return new Reply(OptionalInt.empty(), verdict);
  }
}
