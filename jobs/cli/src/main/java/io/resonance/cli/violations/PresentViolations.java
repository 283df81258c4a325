package io.resonance.cli.violations;

import io.resonance.schema.control.CompactedTopic;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The violations of a plant as they stand now, the latest first. */
final class PresentViolations {

  private static final int SHORTEST_PREFIX = 4;

  private final List<Violation> all;

  private PresentViolations(List<Violation> all) {
    this.all = all;
  }

  static PresentViolations read(PlantFile plant, Consumer<String> unreadable) throws IOException {
    return of(
        List.copyOf(
            CompactedTopic.read(plant, Topic.VIOLATION_STATES, Violation.class, unreadable)
                .values()));
  }

  static PresentViolations of(List<Violation> all) {
    return new PresentViolations(
        all.stream()
            .sorted(
                Comparator.comparing(PresentViolations::isOpen)
                    .thenComparing(Violation::getLastAt)
                    .reversed())
            .toList());
  }

  List<Violation> all() {
    return all;
  }

  static boolean isOpen(Violation violation) {
    return violation.getState() != ViolationState.CLEARED;
  }

  /**
   * The violation with an id or the beginning of one.
   *
   * @throws StartRefusedException if there is none, or more than one
   */
  Violation find(String id) {
    if (id.length() < SHORTEST_PREFIX) {
      throw new StartRefusedException(
          "The id '%s' is too short; give at least %d of its letters, as `resonance violations list` shows them."
              .formatted(id, SHORTEST_PREFIX));
    }
    List<Violation> found =
        all.stream()
            .filter(v -> v.getViolationId().startsWith(id) || v.getViolationKey().startsWith(id))
            .toList();
    if (found.isEmpty()) {
      throw new StartRefusedException(
          "There is no violation '%s' now. `resonance violations list --all` shows those that are open or were cleared lately."
              .formatted(id));
    }
    if (found.size() > 1) {
      throw new StartRefusedException(
          "'%s' may be any of %s; give more letters."
              .formatted(id, found.stream().map(Violation::getViolationId).toList()));
    }
    return found.get(0);
  }
}
