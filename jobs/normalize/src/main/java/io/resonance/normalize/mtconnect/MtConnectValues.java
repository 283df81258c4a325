package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.profile.Profile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of observations as values of a batch; an entry taken out of a set is `removed:` its key.
 */
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
      case KEY_VALUES -> builder.keyValues(entries(batch, row));
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

  private static Map<String, String> entries(MtConnectBatch batch, int row) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (MtConnectBatch.Entry entry : batch.entries(row)) {
      String key = entry.cell().isEmpty() ? entry.key() : entry.key() + "/" + entry.cell();
      entries.put(entry.removed() ? "removed:" + key : key, entry.value());
    }
    return entries;
  }
}
