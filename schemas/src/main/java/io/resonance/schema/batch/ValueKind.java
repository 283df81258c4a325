package io.resonance.schema.batch;

/**
 * What a row of a batch holds. The codes are part of the serialized form: they are never
 * renumbered.
 */
public enum ValueKind {
  /** No value, as a BAD status leaves it (OPC UA Part 4, 7.11). */
  NONE(0),
  /** {@link EquipmentBatch#number}. */
  DOUBLE(1),
  /** {@link EquipmentBatch#integer}. */
  LONG(2),
  /** {@link EquipmentBatch#integer} is 0 or 1. */
  BOOLEAN(3),
  /** {@link EquipmentBatch#object} is a {@code String}. */
  STRING(4),
  /**
   * {@link EquipmentBatch#integer} is the code, {@link EquipmentBatch#object} its text as a {@code
   * String}.
   */
  ENUMERATION(5),
  /** {@link EquipmentBatch#object} is a {@code double[]}. */
  DOUBLE_ARRAY(6),
  /** {@link EquipmentBatch#object} is a {@code Map<String, String>}. */
  KEY_VALUES(7);

  private static final ValueKind[] BY_CODE = values();

  private final byte code;

  ValueKind(int code) {
    this.code = (byte) code;
  }

  /** The code of this kind in columns and in the serialized form. */
  public byte code() {
    return code;
  }

  /**
   * The kind of a code.
   *
   * @throws IllegalArgumentException if no kind has the code
   */
  public static ValueKind of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("No value kind has the code " + code);
    }
    return BY_CODE[code];
  }
}
