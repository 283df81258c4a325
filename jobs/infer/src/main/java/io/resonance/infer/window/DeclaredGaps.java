package io.resonance.infer.window;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Losses that a source declared for one equipment: a value is not held across them. Bounded; where
 * there are too many, the two oldest become one that covers both.
 */
final class DeclaredGaps {

  /** End of a gap that is still open. */
  static final long OPEN_END = Long.MAX_VALUE;

  private static final int MOST = 64;

  private final List<Gap> gaps;

  /**
   * One loss; times in nanoseconds since the Unix epoch.
   *
   * @param property empty where every property is concerned
   * @param from the last value before the gap has this time
   * @param to the first value after the gap has this time, or {@link #OPEN_END}
   */
  record Gap(String id, String property, long from, long to) {}

  DeclaredGaps() {
    this(List.of());
  }

  DeclaredGaps(List<Gap> gaps) {
    this.gaps = new ArrayList<>(gaps);
  }

  List<Gap> all() {
    return gaps;
  }

  boolean isEmpty() {
    return gaps.isEmpty();
  }

  /** Notes what was declared; answers from which time on windows may differ now. */
  long add(DataGap declared) {
    long changedFrom = nanos(declared.getFromTimestamp(), declared.getFromTimestampNanos());
    for (Gap gap : gaps) {
      if (gap.id().equals(declared.getGapId())) {
        changedFrom = Math.min(changedFrom, gap.from());
      }
    }
    gaps.removeIf(gap -> gap.id().equals(declared.getGapId()));
    if (declared.getPhase() == GapPhase.HEALED) {
      return changedFrom;
    }
    long to =
        Optional.ofNullable(declared.getToTimestamp())
            .map(instant -> nanos(instant, declared.getToTimestampNanos()))
            .orElse(OPEN_END);
    String property = Optional.ofNullable(declared.getProperty()).orElse("");
    long from = nanos(declared.getFromTimestamp(), declared.getFromTimestampNanos());
    gaps.add(new Gap(declared.getGapId(), property, from, to));
    if (gaps.size() > MOST) {
      Gap first = gaps.remove(0);
      Gap second = gaps.remove(0);
      gaps.add(
          0,
          new Gap(
              second.id(),
              first.property().equals(second.property()) ? first.property() : "",
              Math.min(first.from(), second.from()),
              Math.max(first.to(), second.to())));
      changedFrom = Math.min(changedFrom, Math.min(first.from(), second.from()));
    }
    return changedFrom;
  }

  /** Whether values of a property may be missing between two times. */
  boolean liesBetween(String property, long from, long to) {
    for (int i = 0; i < gaps.size(); i++) {
      Gap gap = gaps.get(i);
      if (from < gap.to()
          && to > gap.from()
          && (gap.property().isEmpty() || gap.property().equals(property))) {
        return true;
      }
    }
    return false;
  }

  /** Forgets gaps that ended before a time. */
  void forgetBefore(long nanos) {
    gaps.removeIf(gap -> gap.to() < nanos);
  }

  DeclaredGaps copy() {
    return new DeclaredGaps(gaps);
  }

  private static long nanos(Instant instant, int below) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano() + below);
  }
}
