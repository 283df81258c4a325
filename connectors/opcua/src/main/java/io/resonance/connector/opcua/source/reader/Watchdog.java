package io.resonance.connector.opcua.source.reader;

import java.time.Duration;

/** Notices what does not come: anything at all, or the messages of single numbers. Pure. */
final class Watchdog {

  private static final long MISSING_GRACE_NANOS = Duration.ofMillis(250).toNanos();

  /** What is amiss. */
  enum Finding {
    NOTHING,
    SILENCE,
    NUMBERS_MISSING
  }

  private long lastHeard;
  private long missingSince;
  private boolean heardSinceResumed;

  /** Something came from the server. */
  void heard(long now) {
    lastHeard = now;
    heardSinceResumed = true;
  }

  /** From here on something should come. */
  void listen(long now) {
    lastHeard = now;
  }

  /**
   * Whether a session whose connection broke deserves to be resumed: one that was resumed and then
   * heard nothing does not.
   */
  boolean deservesResuming() {
    boolean deserved = heardSinceResumed;
    heardSinceResumed = false;
    return deserved;
  }

  /** What is amiss now. */
  Finding look(long now, Duration silenceTolerated, boolean anyMissing) {
    if (now - lastHeard > silenceTolerated.toNanos()) {
      return Finding.SILENCE;
    }
    if (!anyMissing) {
      missingSince = 0;
    } else if (missingSince == 0) {
      missingSince = now;
    } else if (now - missingSince > MISSING_GRACE_NANOS) {
      missingSince = 0;
      return Finding.NUMBERS_MISSING;
    }
    return Finding.NOTHING;
  }
}
