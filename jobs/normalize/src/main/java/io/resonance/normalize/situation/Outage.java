package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;

/**
 * A time in which words may be missing, so that what was said before it is not known to hold then.
 *
 * @param gapId id of the gap
 * @param endpoint endpoint that was silent
 * @param address address that was; empty for all of the endpoint
 * @param from first nanosecond of it
 * @param to first nanosecond after it; {@link #OPEN} while it lasts
 */
record Outage(String gapId, String endpoint, String address, long from, long to) {

  static final long OPEN = Long.MAX_VALUE;

  /** Outages that are remembered. */
  static final int MOST = 16;

  /** The outage of a gap that is open or was lost. */
  static Outage of(DataGap gap) {
    // the last value before the gap still has its time, and times of records count microseconds
    long from = nanos(gap.getFromTimestamp(), gap.getFromTimestampNanos()) + 1_000L;
    long to =
        gap.getPhase() == GapPhase.OPEN || gap.getToTimestamp() == null
            ? OPEN
            : nanos(gap.getToTimestamp(), gap.getToTimestampNanos());
    String address = gap.getAddress() == null ? "" : gap.getAddress();
    return new Outage(
        gap.getGapId(), gap.getSource().getEndpoint(), address, from, Math.max(from, to));
  }

  private static long nanos(java.time.Instant micros, int below) {
    return ViolationRecords.micros(micros) * 1_000L + below;
  }

  /** Whether a word said at one time is not known to hold at another. */
  boolean hides(Speaker speaker, long saidAt, long time) {
    return saidAt < from
        && time >= from
        && time < to
        && endpoint.equals(speaker.endpoint())
        && (address.isEmpty() || address.equals(speaker.address()));
  }
}
