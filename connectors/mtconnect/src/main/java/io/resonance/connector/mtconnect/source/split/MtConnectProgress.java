package io.resonance.connector.mtconnect.source.split;

import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What must be known to go on reading an agent after a failure.
 *
 * @param position where to go on
 * @param lastTimestampNanos time of the last observation delivered
 * @param openGap the gap that is open
 */
public record MtConnectProgress(
    MtConnectPosition position, OptionalLong lastTimestampNanos, Optional<MtConnectGap> openGap) {

  /** Nothing read yet. */
  public static MtConnectProgress unread() {
    return new MtConnectProgress(
        MtConnectPosition.unread(), OptionalLong.empty(), Optional.empty());
  }
}
