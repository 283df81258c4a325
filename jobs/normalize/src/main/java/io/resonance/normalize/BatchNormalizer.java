package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Normalizes one batch row by row; made for each batch, it holds what the rows share. */
final class BatchNormalizer {

  private static final int NOT_ADDED = -1;

  private final EquipmentBatch batch;
  private final Progress progress;
  private final EquipmentPlans plans;
  private final UnitReports reports;
  private final Consumer<Violation> violations;
  private final EquipmentBatchBuilder builder;
  private final int[] slots;
  private final KeyPlan[] keyPlans;
  private final int[] keys;
  private final int[] nativeKeys;
  private long repeated;

  BatchNormalizer(
      EquipmentBatch batch,
      Progress progress,
      EquipmentPlans plans,
      UnitReports reports,
      Consumer<Violation> violations) {
    this.batch = batch;
    this.progress = progress;
    this.plans = plans;
    this.reports = reports;
    this.violations = violations;
    this.builder =
        new EquipmentBatchBuilder(
            batch.equipment(), batch.hierarchyScope(), batch.origin(), batch.size());
    this.slots = plans.slots(batch, progress);
    this.keyPlans = new KeyPlan[batch.keyCount()];
    this.keys = new int[batch.keyCount()];
    this.nativeKeys = new int[batch.keyCount()];
    Arrays.fill(keys, NOT_ADDED);
    Arrays.fill(nativeKeys, NOT_ADDED);
  }

  /** Rows that were left out because they came before. */
  long repeated() {
    return repeated;
  }

  /** The normalized batch; it may be empty. */
  EquipmentBatchBuilder normalize(String profile) {
    for (int row = 0; row < batch.size(); row++) {
      if (Repetition.isRepeated(progress, slots[batch.keyIndex(row)], batch, row)) {
        repeated++;
      } else {
        addRow(row, batch.keyIndex(row));
      }
    }
    if (batch.isBackfilled()) {
      builder.backfilled();
    }
    for (PropertyFacts facts : batch.facts()) {
      builder.facts(factsPlan(facts).normalized(facts));
    }
    for (EquipmentCondition condition : batch.conditions()) {
      builder.condition(EquipmentCondition.newBuilder(condition).setProfile(profile).build());
    }
    for (DataGap gap : batch.gaps()) {
      builder.gap(DataGap.newBuilder(gap).setProfile(profile).build());
    }
    return builder;
  }

  private void addRow(int row, int keyIndex) {
    KeyPlan plan = keyPlans[keyIndex];
    if (plan == null) {
      int slot = slots[keyIndex];
      plan = plans.plan(slot, progress.slot(slot), batch.key(keyIndex));
      keyPlans[keyIndex] = plan;
    }
    ValueKind kind = batch.kind(row);
    switch (kind) {
      case DOUBLE, LONG -> addNumber(row, keyIndex, plan, kind);
      case DOUBLE_ARRAY -> {
        checkUnit(row, keyIndex, plan);
        builder.copyRow(batch, row, nativeKey(keyIndex, plan));
      }
      case NONE, BOOLEAN, STRING, KEY_VALUES -> builder.copyRow(batch, row, key(keyIndex, plan));
      case ENUMERATION -> addCode(row, keyIndex, plan);
    }
  }

  private void addNumber(int row, int keyIndex, KeyPlan plan, ValueKind kind) {
    if (kind == ValueKind.LONG && !plan.codes().isEmpty()) {
      addCode(row, keyIndex, plan);
      return;
    }
    checkUnit(row, keyIndex, plan);
    int key = key(keyIndex, plan);
    if (plan.conversion().isIdentity()) {
      builder.copyRow(batch, row, key);
      return;
    }
    double value = batch.number(row);
    startRow(row, key).number(plan.conversion().apply(value)).convertedFrom(value);
  }

  private void addCode(int row, int keyIndex, KeyPlan plan) {
    String text = plan.codes().get(batch.integer(row));
    int key = key(keyIndex, plan);
    if (text == null) {
      builder.copyRow(batch, row, key);
    } else {
      startRow(row, key).enumeration(batch.integer(row), text);
    }
  }

  private EquipmentBatchBuilder startRow(int row, int key) {
    return builder.row(
        key,
        batch.sequence(row),
        batch.sourceTime(row),
        batch.serverTime(row),
        batch.statusCode(row));
  }

  private void checkUnit(int row, int keyIndex, KeyPlan plan) {
    List<Violation> changes = reports.compare(progress, slots[keyIndex], plan, batch, row);
    changes.forEach(violations);
  }

  private int key(int keyIndex, KeyPlan plan) {
    if (keys[keyIndex] == NOT_ADDED) {
      keys[keyIndex] = builder.key(plan.key());
    }
    return keys[keyIndex];
  }

  private int nativeKey(int keyIndex, KeyPlan plan) {
    if (plan.key().equals(plan.nativeKey())) {
      return key(keyIndex, plan);
    }
    if (nativeKeys[keyIndex] == NOT_ADDED) {
      nativeKeys[keyIndex] = builder.key(plan.nativeKey());
    }
    return nativeKeys[keyIndex];
  }

  private KeyPlan factsPlan(PropertyFacts facts) {
    Slot name = new Slot(batch.origin().endpoint(), facts.key().address(), facts.key().property());
    return plans.plan(progress.indexOf(name), name, facts.key());
  }
}
