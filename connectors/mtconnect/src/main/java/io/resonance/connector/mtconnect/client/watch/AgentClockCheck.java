package io.resonance.connector.mtconnect.client.watch;

import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import java.time.Duration;
import java.time.Instant;

/**
 * Compares times of observations with the creationTime of their documents, which is the agent's
 * clock. No observation can be later than its document; one that came after everything the agent
 * had before cannot be much older than the document before. Older ones that were only read late
 * prove nothing. Times are kept as they are; what is far off becomes an oddity of the document.
 */
public final class AgentClockCheck {
  private static final long AHEAD_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long BEHIND_NANOS = Duration.ofMinutes(10).toNanos();

  private long caughtUpAt;

  /**
   * Looks at the rows of a document that are new.
   *
   * @param from first sorted row
   * @param to after the last one
   */
  public void look(StreamsHeader header, MtConnectBatchBuilder columns, int from, int to) {
    if (header.creationNanos() == 0) {
      return;
    }
    int latest = from;
    int oldest = from;
    for (int row = from; row < to; row++) {
      latest = columns.timestampNanos(row) > columns.timestampNanos(latest) ? row : latest;
      oldest = columns.timestampNanos(row) < columns.timestampNanos(oldest) ? row : oldest;
    }
    if (to > from) {
      report(header, columns, latest, oldest);
    }
    boolean isCaughtUp = Long.compareUnsigned(header.nextSequence(), header.lastSequence()) > 0;
    caughtUpAt = isCaughtUp ? header.creationNanos() : 0;
  }

  private void report(StreamsHeader header, MtConnectBatchBuilder columns, int latest, int oldest) {
    if (columns.timestampNanos(latest) - header.creationNanos() > AHEAD_NANOS) {
      columns.oddity(
          MtConnectOddity.Kind.TIME_AHEAD,
          columns.item(latest).dataItemId(),
          instant(columns.timestampNanos(latest)));
    }
    if (caughtUpAt != 0 && caughtUpAt - columns.timestampNanos(oldest) > BEHIND_NANOS) {
      columns.oddity(
          MtConnectOddity.Kind.TIME_BEHIND,
          columns.item(oldest).dataItemId(),
          instant(columns.timestampNanos(oldest)));
    }
  }

  private static String instant(long nanos) {
    long second = Duration.ofSeconds(1).toNanos();
    return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second))
        .toString();
  }
}
