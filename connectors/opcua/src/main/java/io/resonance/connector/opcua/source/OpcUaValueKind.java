package io.resonance.connector.opcua.source;

/**
 * The kinds of values in a batch: the numbers of the built-in types (OPC UA Part 6, 5.1.2), plus
 * {@link #ARRAY} for one-dimensional arrays. Constants instead of an enum, for they fill a byte
 * column.
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

  /** bits: nanoseconds since the Unix epoch. */
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

  /** object: a String. */
  public static final byte QUALIFIED_NAME = 20;

  /** object: the text as String. */
  public static final byte LOCALIZED_TEXT = 21;

  /** object: the encoded body as byte[], undecoded. */
  public static final byte EXTENSION_OBJECT = 22;

  /**
   * Added to the element's kind: object is a long[] of bits, a String[] or a byte[][] by the
   * element's kind. Matrices come as arrays in row order.
   */
  public static final int ARRAY = 0x40;

  private OpcUaValueKind() {}

  /** Whether values of this kind are in the object column. */
  public static boolean isObject(byte kind) {
    return isArray(kind) || (kind >= STRING && kind != DATE_TIME && kind != STATUS_CODE);
  }

  /** Whether values of this kind are arrays. */
  public static boolean isArray(byte kind) {
    return (kind & ARRAY) != 0;
  }
}
