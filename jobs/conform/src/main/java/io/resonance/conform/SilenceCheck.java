package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds measurements that fell silent while their endpoint goes on.
 *
 * <p>A subscription sends changes only, so silence alone proves nothing. A measurement counts as
 * silent when all of these hold: its term is of kind {@code measurement}; it has come at least
 * {@code learn} times; on the clock of the endpoint's values more than {@code after} has passed
 * since its last value, and more than {@code factor} times its own longest pause so far; and no gap
 * of the endpoint is open. After a gap, silence is counted from the gap's end. The clock is that of
 * source times, so that a replay finds the same.
 */
final class SilenceCheck {

  /** How often, on the endpoint's clock, all properties are looked at. */
  private static final long SWEEP_NANOS = 1_000_000_000L;

  private final Profile profile;
  private final Optional<Rule> rule;
  private final long after;
  private final double factor;
  private final int learn;

  SilenceCheck(Profile profile, RuleParameters parameters) {
    this.profile = profile;
    this.rule = profile.rule(Rule.Check.STALE);
    this.after = rule.map(known -> parameters.nanos(known, "after")).orElse(Long.MAX_VALUE);
    this.factor = rule.map(known -> parameters.number(known, "factor")).orElse(1.0);
    this.learn = rule.map(known -> parameters.count(known, "learn")).orElse(Integer.MAX_VALUE);
  }

  /** A value came: learns the pause before it and clears silence. */
  void seen(
      EquipmentBatch batch, int row, PropertyWatch watch, long resumedAt, Lifecycle lifecycle) {
    long time = batch.sourceTime(row);
    if (time <= watch.lastSeen) {
      return; // late or backfilled: it says nothing about the present
    }
    if (watch.lastSeen != PropertyWatch.NEVER && watch.lastSeen >= resumedAt) {
      watch.longestPause = Math.max(watch.longestPause, time - watch.lastSeen);
    }
    watch.lastSeen = time;
    watch.lastSequence = batch.sequence(row);
    watch.seen = Math.max(watch.seen, watch.seen + 1); // stays at the greatest number
    if (rule.isPresent() && !watch.open.isEmpty()) {
      lifecycle.sound(rule.get(), watch, row);
    }
  }

  /** Looks at all properties of the batch's endpoint; false where it is not time for that. */
  boolean sweep(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    String endpoint = batch.origin().endpoint();
    EndpointClock clock = watch.clock(endpoint);
    boolean due = clock.sweptAt == Long.MIN_VALUE || clock.now - clock.sweptAt >= SWEEP_NANOS;
    if (clock.now == Long.MIN_VALUE || !due) {
      return false;
    }
    clock.sweptAt = clock.now;
    if (watch.hasOpenGap(endpoint)) {
      return false;
    }
    for (PropertyWatch property : watch.properties) {
      if (rule.isPresent() && property.endpoint.equals(endpoint) && property.seen >= learn) {
        judge(property, clock, lifecycle);
      }
    }
    return true;
  }

  private void judge(PropertyWatch property, EndpointClock clock, Lifecycle lifecycle) {
    long since = Math.max(property.lastSeen, clock.resumedAt);
    long allowed = allowed(property);
    if (clock.now - since <= allowed
        || property.openOf(rule.orElseThrow().id()) != null
        || !isMeasurement(property)) {
      return;
    }
    Evidence evidence =
        new Evidence(
            property.address,
            property.lastSequence,
            ViolationRecords.instant(property.lastSeen),
            "last value; silent since",
            null);
    String limits =
        String.format(
            Locale.ROOT,
            "a value every %.3f s (longest pause so far %.3f s)",
            allowed / 1e9,
            property.longestPause / 1e9);
    lifecycle.open(rule.orElseThrow(), property, evidence, since + allowed, limits);
  }

  /** Whether a measurement should have had a value by a time, were its endpoint there. */
  boolean isOverdue(PropertyWatch property, long time) {
    return rule.isPresent()
        && property.seen >= learn
        && time - property.lastSeen > allowed(property)
        && isMeasurement(property);
  }

  private long allowed(PropertyWatch property) {
    return Math.max(after, (long) (factor * property.longestPause));
  }

  private boolean isMeasurement(PropertyWatch property) {
    return profile
        .term(property.property)
        .map(term -> term.kind() == PropertyTerm.Kind.MEASUREMENT)
        .orElse(false);
  }
}
