package io.resonance.normalize;

import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EntryChanges.Extent;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.MapState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets of entries as they are after all their changes (MTConnect DATA_SET and TABLE): an entry that
 * is not mentioned stays, a removed one goes, a reset and an answer to current replace all of them.
 */
final class EntrySets {

  private static final Logger LOG = LoggerFactory.getLogger(EntrySets.class);

  /** Entries of a set beyond it are left out. */
  private static final int MOST_ENTRIES = 10_000;

  private final MapState<String, EquipmentBatch> sets;

  /**
   * A set after a change.
   *
   * @param change the change
   * @param key the property as normalized rows have it
   * @param entries all entries
   */
  record Folded(EntryChanges change, PropertyKey key, Map<String, String> entries) {}

  EntrySets(MapState<String, EquipmentBatch> sets) {
    this.sets = sets;
  }

  /** The sets of a batch after each of its changes; those that came before are left out. */
  List<Folded> fold(EquipmentBatch batch, UnaryOperator<PropertyKey> normalized) throws Exception {
    if (batch.entryChanges().isEmpty()) {
      return List.of();
    }
    List<Folded> folded = new ArrayList<>();
    for (EntryChanges change : batch.entryChanges()) {
      if (AssetVersions.isHeld(change)) {
        continue; // what it is about is told one asset at a time
      }
      String name =
          String.join(
              "\n", batch.origin().endpoint(), change.key().address(), change.key().property());
      EquipmentBatch known = sets.get(name);
      if (cameBefore(change, batch, known)) {
        continue;
      }
      Map<String, String> entries = entries(change, known);
      sets.put(name, remembered(batch, change, entries));
      folded.add(new Folded(change, normalized.apply(change.key()), entries));
    }
    return folded;
  }

  // The state of the agent is a repetition where it says what is known; a lost change shows there.
  private static boolean cameBefore(
      EntryChanges change, EquipmentBatch batch, EquipmentBatch known) {
    if (known == null || known.origin().epoch() != batch.origin().epoch()) {
      return false;
    }
    int order = Long.compareUnsigned(change.sequence(), known.sequence(0));
    return batch.isBackfilled()
        ? order <= 0 && change.entries().equals(entriesOf(known))
        : order <= 0;
  }

  private static Map<String, String> entries(EntryChanges change, EquipmentBatch known) {
    if (change.extent() == Extent.UNKNOWN) {
      return Map.of();
    }
    if (change.extent() == Extent.WHOLE || known == null) {
      return bounded(change, new HashMap<>(), change.entries());
    }
    Map<String, String> entries = new HashMap<>(entriesOf(known));
    for (String key : change.removed()) {
      entries.remove(key);
      entries.keySet().removeIf(each -> each.startsWith(key + "/"));
    }
    return bounded(change, entries, change.entries());
  }

  private static Map<String, String> bounded(
      EntryChanges change, Map<String, String> entries, Map<String, String> more) {
    int leftOut = 0;
    for (Map.Entry<String, String> each : more.entrySet()) {
      if (entries.size() < MOST_ENTRIES || entries.containsKey(each.getKey())) {
        entries.put(each.getKey(), each.getValue());
      } else {
        leftOut++;
      }
    }
    if (leftOut > 0) {
      LOG.warn(
          "{} has more than {} entries; {} of them are left out",
          change.key().address(),
          MOST_ENTRIES,
          leftOut);
    }
    return entries;
  }

  @SuppressWarnings("unchecked") // remembered() puts a map of strings there
  private static Map<String, String> entriesOf(EquipmentBatch known) {
    return known.object(0) == null ? Map.of() : (Map<String, String>) known.object(0);
  }

  private static EquipmentBatch remembered(
      EquipmentBatch batch, EntryChanges change, Map<String, String> entries) {
    EquipmentBatchBuilder builder =
        new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 1);
    builder.row(
        builder.key(change.key()),
        change.sequence(),
        change.sourceTime(),
        EquipmentBatch.NO_TIME,
        change.statusCode());
    if (change.extent() != Extent.UNKNOWN) {
      builder.keyValues(entries);
    }
    return builder.build();
  }
}
