package io.resonance.normalize;

import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.ValueKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Normalizes the rows of a batch one by one: leaves some out, gives codes their texts, and keeps
 * arrays in the machine's unit, under a key of its own.
 */
final class RowByRow {

  private static final int NOT_ADDED = -1;

  private final EquipmentBatch batch;
  private final PlanTable table;
  private final EquipmentBatchBuilder builder;
  private final int[] keys;
  private final int[] nativeKeys;

  RowByRow(EquipmentBatch batch, PlanTable table) {
    this.batch = batch;
    this.table = table;
    this.builder =
        new EquipmentBatchBuilder(
            batch.equipment(), batch.hierarchyScope(), batch.origin(), batch.size());
    this.keys = new int[batch.keyCount()];
    this.nativeKeys = new int[batch.keyCount()];
    Arrays.fill(keys, NOT_ADDED);
    Arrays.fill(nativeKeys, NOT_ADDED);
  }

  /** The rows but those, and a row for each set; without anything beside rows. */
  EquipmentBatch without(BitSet leftOut, List<EntrySets.Folded> sets) {
    for (int row = 0; row < batch.size(); row++) {
      if (!leftOut.get(row)) {
        addRow(row, batch.keyIndex(row));
      }
    }
    for (EntrySets.Folded set : sets) {
      addSet(set);
    }
    if (batch.isBackfilled()) {
      builder.backfilled();
    }
    return builder.build();
  }

  private void addRow(int row, int keyIndex) {
    KeyPlan plan = table.plan(keyIndex);
    ValueKind kind = batch.kind(row);
    switch (kind) {
      case DOUBLE, LONG -> addNumber(row, keyIndex, plan, kind);
      case DOUBLE_ARRAY -> builder.copyRow(batch, row, nativeKey(keyIndex, plan));
      case NONE, KEY_VALUES -> builder.copyRow(batch, row, key(keyIndex, plan));
      case BOOLEAN -> addText(row, keyIndex, plan, Boolean.toString(batch.integer(row) != 0));
      case STRING -> addText(row, keyIndex, plan, ((String) batch.object(row)).strip());
      case ENUMERATION -> addCode(row, keyIndex, plan);
    }
  }

  private void addNumber(int row, int keyIndex, KeyPlan plan, ValueKind kind) {
    if (kind == ValueKind.LONG && plan.renames()) {
      addCode(row, keyIndex, plan);
      return;
    }
    int key = key(keyIndex, plan);
    if (plan.conversion().isIdentity()) {
      builder.copyRow(batch, row, key);
      return;
    }
    double value = batch.number(row);
    startRow(row, key).number(plan.conversion().apply(value)).convertedFrom(value);
  }

  private void addCode(int row, int keyIndex, KeyPlan plan) {
    String text = plan.wordOf(batch.integer(row));
    int key = key(keyIndex, plan);
    if (text == null) {
      builder.copyRow(batch, row, key);
    } else {
      startRow(row, key).enumeration(batch.integer(row), text);
    }
  }

  /** A value that stands for a word becomes the word, with what the machine said beside it. */
  private void addText(int row, int keyIndex, KeyPlan plan, String said) {
    String word = plan.words().get(said);
    int key = key(keyIndex, plan);
    if (word == null) {
      builder.copyRow(batch, row, key);
      return;
    }
    Map<String, String> attributes = new HashMap<>(batch.attributes(row));
    attributes.put("said", said);
    startRow(row, key).text(word).attributes(attributes);
  }

  private void addSet(EntrySets.Folded set) {
    EntryChanges change = set.change();
    builder
        .row(
            builder.key(set.key()),
            change.sequence(),
            change.sourceTime(),
            EquipmentBatch.NO_TIME,
            change.statusCode())
        .attributes(change.attributes());
    if (change.extent() != EntryChanges.Extent.UNKNOWN) {
      builder.keyValues(set.entries());
    }
  }

  private EquipmentBatchBuilder startRow(int row, int key) {
    return builder
        .row(
            key,
            batch.sequence(row),
            batch.sourceTime(row),
            batch.serverTime(row),
            batch.statusCode(row))
        .attributes(batch.attributes(row));
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
}
