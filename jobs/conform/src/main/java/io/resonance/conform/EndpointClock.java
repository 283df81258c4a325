package io.resonance.conform;

/** The clock of the values of one endpoint: it stands where its latest value was measured. */
final class EndpointClock {

  long now = Long.MIN_VALUE;

  /** Silence before this time was a gap's. */
  long resumedAt = Long.MIN_VALUE;

  /** When silence was last looked for. */
  long sweptAt = Long.MIN_VALUE;

  EndpointClock copy() {
    EndpointClock copy = new EndpointClock();
    copy.now = now;
    copy.resumedAt = resumedAt;
    copy.sweptAt = sweptAt;
    return copy;
  }
}
