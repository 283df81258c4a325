package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ToleratedFault;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.ViolationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what was wrong with messages and tolerated into violations, one for each endpoint and kind
 * of fault, and times of an MTConnect property that run backwards into one for the property. A
 * fault is cleared when it has not come again for a while, an order when it is right again.
 */
final class FaultCheck {

  private static final String TOLERANCE = "tolerance";
  private static final String REPEAT_AFTER = "repeat-after";
  private static final String CLEAR_AFTER = "clear-after";
  private static final String ABOUT_FAULT = "fault";

  private final Optional<Rule> time;
  private final Optional<Rule> content;
  private final RuleParameters parameters;
  private final long tolerance;

  FaultCheck(Profile profile, RuleParameters parameters) {
    this.time = profile.rule(Rule.Check.OBSERVATION_TIME);
    this.content = profile.rule(Rule.Check.TOLERATED_FAULT);
    this.parameters = parameters;
    this.tolerance = time.map(rule -> parameters.nanos(rule, TOLERANCE)).orElse(Long.MAX_VALUE);
  }

  /**
   * Looks at the time of a row before it becomes the last one. Rows of other protocols and those
   * recovered after a loss may be older by nature.
   */
  void order(EquipmentBatch batch, int row, PropertyWatch watch, Lifecycle lifecycle) {
    if (batch.origin().protocol() != Protocol.MTCONNECT
        || batch.isBackfilled()
        || watch.lastSeen == PropertyWatch.NEVER
        || time.isEmpty()) {
      return;
    }
    long back = watch.lastSeen - batch.sourceTime(row);
    if (back > tolerance) {
      lifecycle.breach(
          time.get(),
          watch,
          row,
          () -> "not before %s".formatted(ViolationRecords.instant(watch.lastSeen)));
    } else if (back <= 0 && !watch.open.isEmpty()) {
      lifecycle.sound(time.get(), watch, row);
    }
  }

  void check(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    for (ToleratedFault fault : batch.faults()) {
      Optional<Rule> rule =
          switch (fault.subject()) {
            case TIME -> time;
            case CONTENT -> content;
          };
      rule.ifPresent(known -> found(known, fault, batch, watch, lifecycle));
    }
    if (!watch.connections.isEmpty() && batch.size() > 0) {
      clear(batch, watch, lifecycle);
    }
  }

  private void found(
      Rule rule,
      ToleratedFault fault,
      EquipmentBatch batch,
      EquipmentWatch watch,
      Lifecycle lifecycle) {
    String key = key(rule, batch.origin().endpoint()) + fault.what();
    Evidence evidence =
        new Evidence(
            fault.address(),
            0L,
            ViolationRecords.instant(fault.at()),
            fault.text().isEmpty() ? fault.what() : fault.what() + ": " + fault.text(),
            null);
    OpenViolation open = watch.connections.get(key);
    if (open == null) {
      OpenViolation opened =
          lifecycle.opened(rule, key, evidence, fault.at(), "messages as the standard has them");
      watch.connections.put(key, opened);
      lifecycle.emit(rule, key, Optional.empty(), opened, ViolationState.OPENED, List.of(evidence));
      return;
    }
    open.occurrences++;
    open.lastAt = Math.max(open.lastAt, fault.at());
    if (fault.at() - open.reportedAt >= parameters.nanos(rule, REPEAT_AFTER)) {
      open.reportedAt = fault.at();
      lifecycle.emit(
          rule,
          key,
          Optional.empty(),
          open,
          ViolationState.REPEATED,
          List.of(open.first, evidence));
    }
  }

  /** Clears what has not come again; the time is that of the endpoint's values. */
  private void clear(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    long now = batch.latestSourceTime();
    for (Rule rule : List.of(time, content).stream().flatMap(Optional::stream).toList()) {
      String prefix = key(rule, batch.origin().endpoint());
      List<String> over = new ArrayList<>();
      for (Map.Entry<String, OpenViolation> each : watch.connections.entrySet()) {
        if (each.getKey().startsWith(prefix)
            && now - each.getValue().lastAt > parameters.nanos(rule, CLEAR_AFTER)) {
          over.add(each.getKey());
        }
      }
      for (String key : over) {
        OpenViolation open = watch.connections.remove(key);
        lifecycle.emit(
            rule, key, Optional.empty(), open, ViolationState.CLEARED, List.of(open.first));
      }
    }
  }

  private static String key(Rule rule, String endpoint) {
    return String.join("\n", rule.id(), ABOUT_FAULT, endpoint, "");
  }
}
