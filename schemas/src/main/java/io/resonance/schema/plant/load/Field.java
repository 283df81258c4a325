package io.resonance.schema.plant.load;

/**
 * A value of the file with its position.
 *
 * @param spelled as in the file; empty for lists and mappings, and for secrets
 * @param value what its {@link KeyType} makes of it
 * @param origin whether it stands in the file
 */
record Field(Place place, String spelled, Object value, Origin origin) {

  /** Where a value comes from. */
  enum Origin {
    FILE,
    DEFAULT
  }

  static Field inFile(Place place, String spelled, Object value) {
    return new Field(place, spelled, value, Origin.FILE);
  }

  boolean isDefault() {
    return origin == Origin.DEFAULT;
  }

  <T> T as(Class<T> type) {
    return type.cast(value);
  }
}
