package io.resonance.normalize;

import io.resonance.normalize.situation.Said;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchRevision;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.UnitConversion;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.Violation;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Normalizes one batch; made for each batch, it holds what the rows share. Most batches keep all
 * their rows and only have some numbers converted: they are revised. Any other is made anew row by
 * row.
 */
final class BatchNormalizer {

  private final EquipmentBatch batch;
  private final Progress progress;
  private final EquipmentPlans plans;
  private final PlanTable table;
  private final UnitReports reports;
  private final Consumer<Violation> violations;
  private final BitSet repeated = new BitSet(0);

  /** The properties whose unit was looked at. */
  private final boolean[] unitChecked;

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
    this.table = plans.table(batch, progress);
    this.unitChecked = new boolean[batch.keyCount()];
  }

  /** Rows that were left out because they came before. */
  int repeated() {
    return repeated.cardinality();
  }

  /** The normalized batch; none if nothing is left. */
  Optional<EquipmentBatch> normalize(Profile profile, Remembered remembered) throws Exception {
    boolean keepsRows = lookAtRows();
    List<EntrySets.Folded> sets = remembered.sets().fold(batch, this::setKey);
    List<EquipmentCondition> conditions = remembered.conditions().fold(batch);
    List<EquipmentAsset> assets = remembered.assets().changed(batch);
    List<DataGap> gaps = remembered.outages().fold(batch);
    if (repeated() == batch.size()
        && batch.facts().isEmpty()
        && conditions.isEmpty()
        && sets.isEmpty()
        && assets.isEmpty()
        && batch.faults().isEmpty()
        && gaps.isEmpty()
        && batch.connections().isEmpty()
        && batch.drifts().isEmpty()) {
      return Optional.empty();
    }
    keepsRows &= sets.isEmpty();
    EquipmentBatch rows = keepsRows ? batch : new RowByRow(batch, table).without(repeated, sets);
    EquipmentBatchRevision revision =
        new EquipmentBatchRevision(rows, keepsRows ? table.keys() : rows.keys());
    if (keepsRows && table.convertsAny()) {
      convert(revision);
    }
    for (PropertyFacts facts : batch.facts()) {
      revision.facts(factsPlan(facts).normalized(facts));
    }
    for (EquipmentCondition condition : conditions) {
      revision.condition(
          EquipmentCondition.newBuilder(condition)
              .setProfile(profile.id())
              .setProfileHash(profile.hash())
              .build());
    }
    batch.connections().forEach(revision::connection);
    batch.drifts().forEach(revision::drift);
    batch.faults().forEach(revision::fault);
    for (EquipmentAsset asset : assets) {
      revision.asset(
          EquipmentAsset.newBuilder(asset)
              .setProfile(profile.id())
              .setProfileHash(profile.hash())
              .build());
    }
    for (DataGap gap : gaps) {
      revision.gap(
          DataGap.newBuilder(gap).setProfile(profile.id()).setProfileHash(profile.hash()).build());
    }
    return Optional.of(revision.build());
  }

  /** What the rows that are left say about what the machine does and works on. */
  List<Said> words() {
    return table.speaksAny() ? Words.of(batch, table, repeated) : List.of();
  }

  /** Finds what came before and reports units; says whether every row can stay where it is. */
  private boolean lookAtRows() {
    Repetition repetition = new Repetition(progress, batch);
    boolean alike = batch.hasOneKind();
    boolean keepsRows = true;
    for (int row = 0; row < batch.size(); ) {
      int end = batch.endOfRun(row);
      int keyIndex = batch.keyIndex(row);
      repetition.find(table.slot(keyIndex), row, end, repeated);
      for (int some = repeated.nextClearBit(row); some < end; ) {
        keepsRows &= lookAt(some, keyIndex, batch.kind(some));
        // rows of one property and one kind need the same
        some = alike ? end : repeated.nextClearBit(some + 1);
      }
      row = end;
    }
    return keepsRows && repeated.isEmpty();
  }

  /** Whether the row needs no more than a conversion. */
  private boolean lookAt(int row, int keyIndex, ValueKind kind) {
    return switch (kind) {
      case DOUBLE -> {
        checkUnit(row, keyIndex);
        yield true;
      }
      case LONG -> {
        boolean isCode = table.plan(keyIndex).renames();
        if (!isCode) {
          checkUnit(row, keyIndex);
        }
        yield !isCode && !table.converts(keyIndex);
      }
      case DOUBLE_ARRAY -> {
        checkUnit(row, keyIndex);
        yield false;
      }
      case ENUMERATION -> false;
      case BOOLEAN, STRING -> table.plan(keyIndex).words().isEmpty();
      case NONE, KEY_VALUES -> true;
    };
  }

  /** The first row of a property tells what all of its rows in this batch would. */
  private void checkUnit(int row, int keyIndex) {
    if (!unitChecked[keyIndex]) {
      unitChecked[keyIndex] = true;
      List<Violation> changes =
          reports.compare(progress, table.slot(keyIndex), table.plan(keyIndex), batch, row);
      if (!changes.isEmpty()) {
        changes.forEach(violations);
      }
    }
  }

  private void convert(EquipmentBatchRevision revision) {
    for (int row = 0; row < batch.size(); ) {
      int end = batch.endOfRun(row);
      int keyIndex = batch.keyIndex(row);
      if (table.converts(keyIndex)) {
        UnitConversion conversion = table.plan(keyIndex).conversion();
        for (; row < end; row++) {
          if (batch.kind(row) == ValueKind.DOUBLE) {
            revision.convert(row, conversion.apply(batch.number(row)));
          }
        }
      }
      row = end;
    }
  }

  private KeyPlan factsPlan(PropertyFacts facts) {
    return plan(facts.key());
  }

  private PropertyKey setKey(PropertyKey key) {
    return plan(key).key();
  }

  private KeyPlan plan(PropertyKey key) {
    Slot name = new Slot(batch.origin().endpoint(), key.address(), key.property());
    return plans.plan(progress.indexOf(name), name, key);
  }
}
