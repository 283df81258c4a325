package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Rule;
import java.util.Optional;

/** Holds the rows of one batch against {@link RowRules}. */
final class RowChecks {

  private final RowRules rules;
  private final EquipmentBatch batch;
  private final Lifecycle lifecycle;
  private final PlantRuleCheck plantRules;

  RowChecks(RowRules rules, EquipmentBatch batch, Lifecycle lifecycle, PlantRuleCheck plantRules) {
    this.rules = rules;
    this.batch = batch;
    this.lifecycle = lifecycle;
    this.plantRules = plantRules;
  }

  void check(int row, PropertyWatch watch, PropertyPlan plan) {
    boolean bad = batch.statusCode(row) < 0; // bit 31: severity 10 or 11 (Part 4, 7.38.1)
    if (rules.quality().isPresent()) {
      countQuality(rules.quality().get(), row, watch, bad);
    }
    if (bad) {
      if (!plan.rules().isEmpty()) {
        plantRules.interrupted(watch, plan);
      }
      return; // a BAD value says nothing about the process
    }
    plantRules.check(row, watch, plan);
    ValueKind kind = batch.kind(row);
    if (plan.hasRange() && (kind == ValueKind.DOUBLE || kind == ValueKind.LONG)) {
      inRange(rules.euRange(), "EURange", plan.euRange(), row, watch);
      inRange(rules.instrumentRange(), "InstrumentRange", plan.instrumentRange(), row, watch);
    }
    if (!plan.words().isEmpty() && (kind == ValueKind.STRING || kind == ValueKind.ENUMERATION)) {
      inVocabulary(row, watch, plan);
    }
  }

  private void inRange(
      Optional<Rule> rule, String name, ValueRange range, int row, PropertyWatch watch) {
    boolean inside = range.contains(batch.number(row));
    if (rule.isEmpty() || (inside && watch.open.isEmpty())) {
      return;
    }
    if (inside) {
      lifecycle.sound(rule.get(), watch, row);
    } else {
      lifecycle.breach(rule.get(), watch, row, () -> limits(name, range, row));
    }
  }

  private void inVocabulary(int row, PropertyWatch watch, PropertyPlan plan) {
    if (rules.vocabulary().isEmpty()) {
      return;
    }
    boolean known = plan.words().contains(String.valueOf(batch.object(row)));
    if (!known) {
      lifecycle.breach(
          rules.vocabulary().get(),
          watch,
          row,
          () -> "one of " + plan.words().stream().sorted().toList());
    } else if (!watch.open.isEmpty()) {
      lifecycle.sound(rules.vocabulary().get(), watch, row);
    }
  }

  private void countQuality(RowRules.Quality quality, int row, PropertyWatch watch, boolean bad) {
    watch.windowValues++;
    if (bad && ++watch.inTrouble().windowBad >= quality.limit()) {
      lifecycle.breach(quality.rule(), watch, row, quality::limits);
    }
    if (watch.windowValues >= quality.values()) {
      if (watch.troubles().windowBad < quality.limit() && !watch.open.isEmpty()) {
        lifecycle.sound(quality.rule(), watch, row);
      }
      watch.beginWindow();
    }
  }

  private String limits(String name, ValueRange range, int row) {
    String unit = batch.key(batch.keyIndex(row)).unit();
    return "%s %s to %s %s".formatted(name, range.low(), range.high(), unit).strip();
  }
}
