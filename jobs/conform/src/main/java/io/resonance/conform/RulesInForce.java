package io.resonance.conform;

import io.resonance.conform.packs.PackDesk;
import io.resonance.conform.packs.PackHistory;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.v1.ControlCommand;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The rules of the profile, of the plant file and of pushed packs, made ready. For one thread. */
final class RulesInForce {

  private final Profile profile;
  private final ProfileReference reference;
  private final PackDesk desk;
  private final ViolationRecords records;
  private final BiConsumer<PlantRule, String> notApplied;
  private final BiConsumer<String, String> leftOut;
  private RuleTimeline timeline;

  /**
   * @param notApplied is told of a rule of the plant that says nothing about a value, and why
   * @param leftOut is told of a pushed pack of a restored state that cannot be used, and why
   */
  RulesInForce(
      ProfileReference reference,
      BiConsumer<PlantRule, String> notApplied,
      BiConsumer<String, String> leftOut) {
    this.profile = Profile.load(reference.id());
    this.reference = reference;
    this.desk = new PackDesk(profile, reference.packs());
    this.records = new ViolationRecords(profile);
    this.notApplied = notApplied;
    this.leftOut = leftOut;
  }

  /** Whether {@link #restore} or {@link #order} was called. */
  boolean isKnown() {
    return timeline != null;
  }

  RuleTimeline timeline() {
    return timeline;
  }

  ViolationRecords records() {
    return records;
  }

  /** Makes ready what was in force before; what this release cannot read is left out. */
  void restore(Map<String, PackHistory> histories) {
    try {
      timeline = timelineOf(desk.readable(histories, leftOut));
    } catch (ProfileException | IllegalArgumentException clash) {
      // each can be read, but not all together: the plant file has changed
      leftOut.accept(String.join(", ", histories.keySet()), clash.getMessage());
      timeline = timelineOf(Map.of());
    }
  }

  /**
   * Carries out an order.
   *
   * @return the histories after it
   * @throws ProfileException if it is refused; then nothing has changed
   * @throws IllegalArgumentException likewise
   */
  Map<String, PackHistory> order(Map<String, PackHistory> histories, ControlCommand command) {
    Map<String, PackHistory> after = desk.after(desk.readable(histories, leftOut), command);
    timeline = timelineOf(after);
    return after;
  }

  private RuleTimeline timelineOf(Map<String, PackHistory> histories) {
    List<PackDesk.Period> periods = desk.periods(histories);
    return RuleTimeline.of(periods, profile, reference, notApplied);
  }

  /** What an accepted order has changed, in a sentence for people. */
  String described(ControlCommand command) {
    return desk.described(command);
  }
}
