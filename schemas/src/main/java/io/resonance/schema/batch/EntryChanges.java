package io.resonance.schema.batch;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one message says of a set of entries (MTConnect DATA_SET and TABLE): only what changed, or
 * all of it. {@code normalize}, which knows the set, makes a row of the whole set out of it.
 *
 * @param key the property
 * @param sequence as {@link EquipmentBatch#sequence}
 * @param sourceTime nanoseconds since the Unix epoch
 * @param extent what the entries are of the set
 * @param entries values by key; cells of a table by key of the row, {@code /} and key of the cell
 * @param removed keys that left the set; one of a row means all of its cells
 * @param attributes as {@link EquipmentBatch#attributes}
 * @param statusCode as {@link EquipmentBatch#statusCode}
 */
public record EntryChanges(
    PropertyKey key,
    long sequence,
    long sourceTime,
    Extent extent,
    Map<String, String> entries,
    Set<String> removed,
    Map<String, String> attributes,
    int statusCode)
    implements Serializable {

  public EntryChanges {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(extent, "extent");
    entries = Map.copyOf(entries);
    removed = Set.copyOf(removed);
    attributes = Map.copyOf(attributes);
  }

  /** What the entries are of the set. */
  public enum Extent {
    /** Those that changed; the others stay. */
    CHANGED,
    /** All there are; the others are gone. */
    WHOLE,
    /** None: the set is not known any more. */
    UNKNOWN
  }
}
