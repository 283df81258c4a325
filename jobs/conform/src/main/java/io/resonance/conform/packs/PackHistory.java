package io.resonance.conform.packs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one pushed pack, in the order in which they come into force. Only the last few
 * are kept: they judge values that come late.
 *
 * @param revisions at least one, at most {@value #MOST_REVISIONS}
 */
public record PackHistory(List<PackRevision> revisions) {

  static final int MOST_REVISIONS = 3;

  public PackHistory {
    revisions = List.copyOf(revisions);
  }

  static PackHistory none() {
    return new PackHistory(List.of());
  }

  /** The same with another version, which takes the place of those that would begin later. */
  PackHistory with(PackRevision next) {
    List<PackRevision> all = new ArrayList<>();
    for (PackRevision each : revisions) {
      if (each.effectiveFrom() < next.effectiveFrom()) {
        all.add(each);
      }
    }
    all.add(next);
    if (all.size() > MOST_REVISIONS) {
      all = all.subList(all.size() - MOST_REVISIONS, all.size());
      PackRevision oldest = all.get(0);
      all.set(0, new PackRevision(Long.MIN_VALUE, oldest.text(), oldest.issuedBy()));
    }
    return new PackHistory(all);
  }

  /** The version in force at a time; empty where none was yet. */
  Optional<PackRevision> at(long time) {
    Optional<PackRevision> found = Optional.empty();
    for (PackRevision each : revisions) {
      if (each.effectiveFrom() <= time) {
        found = Optional.of(each);
      }
    }
    return found;
  }

  /** Whether no version is in force in the end. */
  boolean isWithdrawn() {
    return revisions.isEmpty() || revisions.get(revisions.size() - 1).text().isEmpty();
  }
}
