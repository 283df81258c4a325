package io.resonance.testbed.mes;

import java.time.Duration;
import java.util.Optional;

/** What the simulated MES does wrong with one request. */
public sealed interface MesFault {

  /** Answers with this status and does nothing else. */
  record Status(int code, Optional<String> retryAfter, String body) implements MesFault {
    /** A status without words. */
    public static Status of(int code) {
      return new Status(code, Optional.empty(), "");
    }
  }

  /** Works as it should, but only after a while. */
  record Slow(Duration delay) implements MesFault {}

  /** Takes the message and hangs up without an answer. */
  record LostResponse() implements MesFault {}

  /** Refuses the message with an Acknowledge that says Rejected. */
  record Rejected(String words) implements MesFault {}

  /** Takes the message and says that it changed it. */
  record Modified(String words) implements MesFault {}

  /** Takes the message and answers with this body instead of an Acknowledge. */
  record Answer(String body) implements MesFault {}

  /** Takes the message and answers with so many bytes. */
  record Oversize(long bytes) implements MesFault {}

  /** Takes the message and acknowledges another one. */
  record ForeignBodId(String bodId) implements MesFault {}

  /** Sends the client elsewhere. */
  record Redirect(String location) implements MesFault {}
}
