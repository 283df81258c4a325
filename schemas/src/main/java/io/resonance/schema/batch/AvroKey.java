package io.resonance.schema.batch;

import io.resonance.schema.v1.Quality;

/**
 * The bytes that all rows of a property have in common in a PropertyValue, in the order of its
 * fields; made once, for hardly anything else of a row takes as long to write as its texts. The
 * last three belong to rows that are doubles with status Good, not backfilled, and with nothing
 * said beside them, which most are.
 *
 * @param name {@code property} and {@code address}
 * @param unit {@code unit}
 * @param nativeUnit {@code nativeUnit}
 * @param toNative what is between {@code doubleValue} and a {@code nativeValue} that is there
 * @param afterNative what comes after {@code nativeValue}
 * @param afterDouble what comes after {@code doubleValue} where nothing was converted
 */
record AvroKey(
    AvroBytes.Piece name,
    AvroBytes.Piece unit,
    AvroBytes.Piece nativeUnit,
    AvroBytes.Piece toNative,
    AvroBytes.Piece afterNative,
    AvroBytes.Piece afterDouble) {

  /** In a union of null and something else: twice the index. */
  static final int NULL = 0;

  static final int PRESENT = 2;

  private static final int LONG_TO_KEY_VALUES = 5;

  static AvroKey of(PropertyKey key) {
    AvroBytes.Piece nativeUnit = optional(key.nativeUnit());
    AvroBytes rest = new AvroBytes(nativeUnit.length() + 2 * AvroBytes.NUMBER);
    rest.raw(nativeUnit);
    rest.number(0); // statusCode
    rest.number(Quality.getClassSchema().getEnumOrdinal(Quality.GOOD.name()));
    rest.raw(0); // backfilled
    rest.raw(NULL); // attributes
    AvroBytes.Piece afterNative = rest.piece();
    AvroBytes.Piece unit = optional(key.unit());
    return new AvroKey(
        name(key),
        unit,
        nativeUnit,
        afterDouble(unit, PRESENT),
        afterNative,
        joined(afterDouble(unit, NULL), afterNative));
  }

  private static AvroBytes.Piece name(PropertyKey key) {
    AvroBytes name = new AvroBytes(64);
    name.text(key.property());
    name.text(key.address());
    return name.piece();
  }

  private static AvroBytes.Piece afterDouble(AvroBytes.Piece unit, int nativeValue) {
    AvroBytes bytes = new AvroBytes(LONG_TO_KEY_VALUES + unit.length() + 1);
    for (int i = 0; i < LONG_TO_KEY_VALUES; i++) {
      bytes.raw(NULL);
    }
    bytes.raw(unit);
    bytes.raw(nativeValue);
    return bytes.piece();
  }

  private static AvroBytes.Piece joined(AvroBytes.Piece first, AvroBytes.Piece second) {
    AvroBytes bytes = new AvroBytes(first.length() + second.length());
    bytes.raw(first);
    bytes.raw(second);
    return bytes.piece();
  }

  private static AvroBytes.Piece optional(String text) {
    AvroBytes bytes = new AvroBytes(AvroBytes.NUMBER);
    if (text.isEmpty()) {
      bytes.raw(NULL);
    } else {
      bytes.raw(PRESENT);
      bytes.text(text);
    }
    return bytes.piece();
  }
}
