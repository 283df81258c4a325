package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.Profile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Values of observations as values of a batch, and what is said beside them. */
final class MtConnectValues {

  private static final String UNAVAILABLE = "UNAVAILABLE";

  private final Profile profile;
  private final int unavailable;

  MtConnectValues(Profile profile) {
    this.profile = profile;
    this.unavailable = profile.statusOfMtConnect(UNAVAILABLE);
  }

  /** The status by the profile's quality table; UNAVAILABLE is a word of Availability itself. */
  int status(MtConnectBatch batch, int row) {
    if (batch.kind(row) == MtConnectValueKind.UNAVAILABLE && !isAvailability(batch, row)) {
      return unavailable;
    }
    return batch.attribute(row, "quality").map(profile::statusOfMtConnect).orElse(0);
  }

  /** Gives the builder's last row the value. */
  void put(MtConnectBatch batch, int row, EquipmentBatchBuilder builder) {
    switch (batch.kind(row)) {
      case DOUBLE -> builder.number(batch.doubleValue(row));
      case LONG -> builder.integer(batch.longValue(row));
      case STRING -> builder.text(batch.text(row));
      case DOUBLE_ARRAY -> builder.array(batch.doubles(row));
      case KEY_VALUES -> builder.keyValues(entries(batch, row)); // no set: what a vendor has there
      case UNAVAILABLE -> {
        if (isAvailability(batch, row)) {
          builder.text(UNAVAILABLE);
        }
      }
      case CONDITION ->
          throw new IllegalStateException("Conditions are not values: " + batch.dataItem(row));
    }
  }

  private static boolean isAvailability(MtConnectBatch batch, int row) {
    return batch.dataItem(row).type().equals("Availability");
  }

  /** Whether the row says what changed in a set, or that the set is not known. */
  static boolean isChangeOfSet(MtConnectBatch batch, int row) {
    return batch.dataItem(row).isSet()
        && (batch.kind(row) == MtConnectValueKind.KEY_VALUES
            || batch.kind(row) == MtConnectValueKind.UNAVAILABLE);
  }

  /**
   * What a row says of its set.
   *
   * @param isState whether it is out of the agent's state, which has sets as a whole
   */
  EntryChanges changes(
      MtConnectBatch batch,
      int row,
      PropertyKey key,
      boolean isState,
      Map<String, String> attributes) {
    boolean known = batch.kind(row) == MtConnectValueKind.KEY_VALUES;
    boolean whole = isState || batch.attribute(row, "resetTriggered").isPresent();
    Set<String> removed = new HashSet<>();
    if (known) {
      for (MtConnectBatch.Entry entry : batch.entries(row)) {
        if (entry.removed()) {
          removed.add(name(entry));
        }
      }
    }
    return new EntryChanges(
        key,
        batch.sequence(row),
        batch.timestampNanos(row),
        known
            ? whole ? EntryChanges.Extent.WHOLE : EntryChanges.Extent.CHANGED
            : EntryChanges.Extent.UNKNOWN,
        known ? entries(batch, row) : Map.of(),
        removed,
        attributes,
        status(batch, row));
  }

  private static Map<String, String> entries(MtConnectBatch batch, int row) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (MtConnectBatch.Entry entry : batch.entries(row)) {
      if (!entry.removed()) {
        entries.put(name(entry), entry.value());
      }
    }
    return entries;
  }

  private static String name(MtConnectBatch.Entry entry) {
    return entry.cell().isEmpty() ? entry.key() : entry.key() + "/" + entry.cell();
  }
}
