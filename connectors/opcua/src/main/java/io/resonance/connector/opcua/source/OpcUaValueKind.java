package io.resonance.connector.opcua.source;

/**
 * The kinds of values in a batch: the numbers of the built-in types (OPC UA Part 6, 5.1.2), plus
 * {@link #STRUCTURE}, and {@link #ARRAY} and {@link #MATRIX} for arrays. Constants instead of an
 * enum, for they fill a byte column. Where a value is null, the object is.
 */
public final class OpcUaValueKind {

  /** No value. */
  public static final byte NULL = 0;

  /** bits: 0 or 1. */
  public static final byte BOOLEAN = 1;

  /** bits: the number, sign-extended. */
  public static final byte SBYTE = 2;

  /** bits: 0 to 255. */
  public static final byte BYTE = 3;

  /** bits: the number, sign-extended. */
  public static final byte INT16 = 4;

  /** bits: 0 to 65535. */
  public static final byte UINT16 = 5;

  /** bits: the number, sign-extended. */
  public static final byte INT32 = 6;

  /** bits: 0 to 4294967295. */
  public static final byte UINT32 = 7;

  /** bits: the number. */
  public static final byte INT64 = 8;

  /** bits: the number, to be read as unsigned. */
  public static final byte UINT64 = 9;

  /** bits: {@link Float#floatToRawIntBits}. */
  public static final byte FLOAT = 10;

  /** bits: {@link Double#doubleToRawLongBits}. */
  public static final byte DOUBLE = 11;

  /** object: a String. */
  public static final byte STRING = 12;

  /** bits: 100 ns since 1601 as sent, see {@link OpcUaDateTime}; any of the 64 bits, 0 for null. */
  public static final byte DATE_TIME = 13;

  /** object: a String. */
  public static final byte GUID = 14;

  /** object: a byte[]. */
  public static final byte BYTE_STRING = 15;

  /** object: a String. */
  public static final byte XML_ELEMENT = 16;

  /** object: a String, {@code nsu=} form where the namespace is known. */
  public static final byte NODE_ID = 17;

  /** object: a String. */
  public static final byte EXPANDED_NODE_ID = 18;

  /** bits: the 32 bits of the code. */
  public static final byte STATUS_CODE = 19;

  /** object: a String, the bare name or {@code nsu=<uri>;name}. */
  public static final byte QUALIFIED_NAME = 20;

  /** object: an {@link OpcUaLocalizedText}. */
  public static final byte LOCALIZED_TEXT = 21;

  /** object: an {@link OpcUaUndecoded}; a structure that is understood is a {@link #STRUCTURE}. */
  public static final byte EXTENSION_OBJECT = 22;

  /** object: a String with JSON (Part 6, 5.4); only within structures and arrays of Variants. */
  public static final byte DATA_VALUE = 23;

  /** object: a String with JSON; only as the element of an array, for others are unwrapped. */
  public static final byte VARIANT = 24;

  /** object: a String with JSON. */
  public static final byte DIAGNOSTIC_INFO = 25;

  /**
   * object: a String with the fields as a JSON object (Part 6, 5.4): {@code UaTypeId}, then each
   * field under its name; Int64 and UInt64 in quotes, NaN and infinities as texts, enumerations as
   * {@code text_code}, optional fields that are absent left out.
   */
  public static final byte STRUCTURE = 26;

  /**
   * Added to the element's kind: object is a long[] of bits where the element's kind lives in the
   * bits, else an Object[] of the element's objects. An array of structures of which some are not
   * understood has the element kind {@link #EXTENSION_OBJECT}, and Strings among its elements.
   */
  public static final int ARRAY = 0x40;

  /**
   * Added to {@link #ARRAY} where there is more than one dimension: object is an {@link
   * OpcUaMatrix}.
   */
  public static final int MATRIX = 0x20;

  private static final int ELEMENT = 0x1f;

  private OpcUaValueKind() {}

  /** Whether values of this kind are in the object column. */
  public static boolean isObject(byte kind) {
    return isArray(kind) || (kind >= STRING && kind != DATE_TIME && kind != STATUS_CODE);
  }

  /** The kind of an array's elements; a scalar's own. */
  public static byte elementKind(byte kind) {
    return (byte) (kind & ELEMENT);
  }

  /** Whether values of this kind have more than one dimension. */
  public static boolean isMatrix(byte kind) {
    return (kind & MATRIX) != 0;
  }

  /** Whether values of this kind are arrays. */
  public static boolean isArray(byte kind) {
    return (kind & ARRAY) != 0;
  }
}
