package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.ViolationState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns declared gaps into violations: an OPEN gap opens one, a HEALED gap clears it. A LOST gap
 * leaves a last record with the number of values that are gone and is never cleared.
 */
final class GapCheck {

  private final Optional<Rule> rule;

  GapCheck(Profile profile) {
    this.rule = profile.rule(Rule.Check.GAP);
  }

  void check(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    for (DataGap gap : batch.gaps()) {
      OpenGap known = watch.gaps.get(gap.getGapId());
      if (gap.getPhase() == GapPhase.OPEN) {
        if (known == null) {
          open(gap, batch, watch, lifecycle);
        }
        continue;
      }
      watch.gaps.remove(gap.getGapId());
      resume(gap, watch.clock(batch.origin().endpoint()));
      if (rule.isPresent()) {
        close(rule.get(), gap, known, lifecycle);
      }
    }
  }

  private void open(DataGap gap, EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    List<OpenViolation> violations = List.of();
    if (rule.isPresent()) {
      OpenViolation opened = opened(rule.get(), gap, lifecycle);
      violations = List.of(opened);
      emit(rule.get(), gap, opened, ViolationState.OPENED, lifecycle);
    }
    watch.gaps.put(
        gap.getGapId(), new OpenGap(gap.getGapId(), batch.origin().endpoint(), violations));
  }

  private static void close(Rule rule, DataGap gap, OpenGap known, Lifecycle lifecycle) {
    boolean lost = gap.getPhase() == GapPhase.LOST;
    if (known == null || known.violations().isEmpty()) {
      if (lost) {
        OpenViolation opened = opened(rule, gap, lifecycle);
        opened.occurrences = missing(gap);
        emit(rule, gap, opened, ViolationState.OPENED, lifecycle);
      }
      return;
    }
    for (OpenViolation violation : known.violations()) {
      violation.occurrences = lost ? missing(gap) : gap.getRecovered();
      violation.lastAt = end(gap);
      emit(
          rule, gap, violation, lost ? ViolationState.REPEATED : ViolationState.CLEARED, lifecycle);
    }
  }

  private static void emit(
      Rule rule, DataGap gap, OpenViolation violation, ViolationState state, Lifecycle lifecycle) {
    lifecycle.emit(
        rule,
        gap.getGapId(),
        Optional.ofNullable(gap.getProperty()),
        violation,
        state,
        List.of(evidence(gap)));
  }

  private static OpenViolation opened(Rule rule, DataGap gap, Lifecycle lifecycle) {
    return lifecycle.opened(
        rule, gap.getGapId(), evidence(gap), nanos(gap.getFromTimestamp()), "no value is missing");
  }

  private static Evidence evidence(DataGap gap) {
    String address = gap.getAddress() == null ? gap.getSource().getEndpoint() : gap.getAddress();
    long sequence = gap.getFromSequence() == null ? 0 : gap.getFromSequence();
    String what = gap.getReason() + ": " + gap.getDetail();
    return new Evidence(address, sequence, gap.getFromTimestamp(), what, null);
  }

  private static void resume(DataGap gap, EndpointClock clock) {
    clock.resumedAt = Math.max(clock.resumedAt, Math.max(clock.now, end(gap)));
  }

  private static long end(DataGap gap) {
    return nanos(gap.getToTimestamp() == null ? gap.getFromTimestamp() : gap.getToTimestamp());
  }

  private static long missing(DataGap gap) {
    return gap.getMissing() == null ? 1 : Math.max(1, gap.getMissing());
  }

  private static long nanos(Instant instant) {
    return ViolationRecords.micros(instant) * 1_000L;
  }
}
