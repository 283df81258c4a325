package io.resonance.conform;

import io.resonance.conform.packs.PackDesk;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.rules.PlantRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The rules in force by time: values are judged by those of the time at which they were measured.
 * Without state; for one thread.
 */
final class RuleTimeline {

  private final List<RuleSpan> spans;

  /** A part of a batch, and the rules for it. */
  record Part(RuleSpan span, EquipmentBatch batch) {}

  private RuleTimeline(List<RuleSpan> spans) {
    this.spans = spans;
  }

  /**
   * Makes the rules of all periods ready.
   *
   * @throws io.resonance.schema.profile.ProfileException if packs do not go together
   */
  static RuleTimeline of(
      List<PackDesk.Period> periods,
      Profile profile,
      ProfileReference reference,
      BiConsumer<PlantRule, String> notApplied) {
    List<RuleSpan> spans = new ArrayList<>();
    for (PackDesk.Period period : periods) {
      spans.add(
          new RuleSpan(
              period.from(),
              new Conformance(profile, reference.withPacks(period.active()), notApplied),
              period.shadows().isEmpty()
                  ? Optional.empty()
                  : Optional.of(new ShadowRules(profile, period.shadows(), notApplied))));
    }
    return new RuleTimeline(spans);
  }

  /** The rules for values measured at a time. */
  RuleSpan at(long time) {
    int index = spans.size() - 1;
    while (spans.get(index).from > time) {
      index--; // the first begins with time itself
    }
    return spans.get(index);
  }

  /** What an equipment said of itself is to be looked up anew, whatever rules are in force. */
  void forget(EquipmentBatch batch) {
    spans.forEach(span -> span.forget(batch));
  }

  /**
   * Cuts a batch where rules changed, in the order of the changes; most batches are one part. What
   * a batch has beside its rows stays with the first part.
   *
   * @param rowless the rules for a batch without rows
   */
  List<Part> parts(EquipmentBatch batch, RuleSpan rowless) {
    if (spans.size() == 1) {
      return List.of(new Part(spans.get(0), batch));
    }
    if (batch.size() == 0) {
      return List.of(new Part(rowless, batch));
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int row = 0; row < batch.size(); row++) {
      first = Math.min(first, batch.sourceTime(row));
      last = Math.max(last, batch.sourceTime(row));
    }
    RuleSpan from = at(first);
    RuleSpan to = at(last);
    return from == to ? List.of(new Part(from, batch)) : cut(batch, from, to);
  }

  private List<Part> cut(EquipmentBatch batch, RuleSpan from, RuleSpan to) {
    List<Part> parts = new ArrayList<>();
    for (RuleSpan span : spans.subList(spans.indexOf(from), spans.indexOf(to) + 1)) {
      EquipmentBatchBuilder rows =
          new EquipmentBatchBuilder(
                  batch.equipment(), batch.hierarchyScope(), batch.origin(), batch.size())
              .keys(batch.keys());
      for (int row = 0; row < batch.size(); row++) {
        if (at(batch.sourceTime(row)) == span) {
          rows.copyRow(batch, row, batch.keyIndex(row));
        }
      }
      if (batch.isBackfilled()) {
        rows.backfilled();
      }
      if (span == from) {
        besideRows(batch, rows);
      }
      if (rows.size() > 0) {
        parts.add(new Part(span, rows.build()));
      }
    }
    return parts;
  }

  private static void besideRows(EquipmentBatch batch, EquipmentBatchBuilder into) {
    batch.facts().forEach(into::facts);
    batch.conditions().forEach(into::condition);
    batch.gaps().forEach(into::gap);
    batch.connections().forEach(into::connection);
    batch.drifts().forEach(into::drift);
    batch.faults().forEach(into::fault);
  }
}
