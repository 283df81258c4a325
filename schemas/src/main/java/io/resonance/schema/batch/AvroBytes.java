package io.resonance.schema.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes on their way to become an Avro record, written as "Binary Encoding" of Avro's specification
 * says. Trades beauty for speed, for every value of a plant passes through here: room is made for
 * many writes at once, and whatever is shorter than eight bytes is written as eight of which only
 * the first ones count. Not safe for use by several threads.
 */
final class AvroBytes {

  /** The room a number needs. */
  static final int NUMBER = 10;

  /** The room some bytes need beyond their length. */
  static final int BEYOND = Long.BYTES;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Up to so many bytes are copied eight by eight: a call would cost more than the copy. */
  private static final int SHORT = 96;

  private static final long NANOS_PER_MICRO = 1_000;

  private byte[] bytes;
  private int size;

  AvroBytes(int capacity) {
    bytes = new byte[capacity + BEYOND];
  }

  /** Forgets what was written. */
  void clear() {
    size = 0;
  }

  /** What was written. */
  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** Makes room for so many more bytes; the writes below need it, unless they say otherwise. */
  void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }

  /** Bytes as they are; makes its own room. */
  void raw(byte[] some) {
    room(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  /** Bytes as they are; need room {@link #BEYOND} their length. */
  void raw(Piece piece) {
    int length = piece.length();
    byte[] some = piece.padded();
    if (length > SHORT) {
      System.arraycopy(some, 0, bytes, size, length);
    } else {
      for (int at = 0; at < length; at += Long.BYTES) {
        EIGHT.set(bytes, size + at, (long) EIGHT.get(some, at));
      }
    }
    size += length;
  }

  /** A byte as it is: the index of a union, an enumeration or a number, twice itself, below 64. */
  void raw(int one) {
    bytes[size++] = (byte) one;
  }

  /** A number: zig-zag, seven bits in each byte, the lowest first, the highest bit for more. */
  void number(long value) {
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A time: its microseconds, and the nanoseconds below. */
  void time(long nanos) {
    long micros = Math.floorDiv(nanos, NANOS_PER_MICRO);
    number(micros);
    number(nanos - micros * NANOS_PER_MICRO);
  }

  /** A time that is there, twice, with a byte in between; the same as one after the other. */
  void timeTwice(long nanos, int between) {
    long micros = Math.floorDiv(nanos, NANOS_PER_MICRO);
    long zigzag = micros << 1; // of a time after 1970
    if (zigzag >>> 49 == 0 || zigzag >>> 56 != 0) {
      time(nanos);
      raw(between);
      time(nanos);
      return;
    }
    // all times from 1978 on have eight bytes: seven bits each, spread in three steps
    long spread = (zigzag & 0x0FFF_FFFFL) | (zigzag & 0x00FF_FFFF_F000_0000L) << 4;
    spread = (spread & 0x0000_3FFF_0000_3FFFL) | (spread & 0x0FFF_C000_0FFF_C000L) << 2;
    spread = (spread & 0x007F_007F_007F_007FL) | (spread & 0x3F80_3F80_3F80_3F80L) << 1;
    spread |= 0x0080_8080_8080_8080L;
    int below = (int) (nanos - micros * NANOS_PER_MICRO) << 1;
    boolean isShort = below < 0x80;
    long rest = isShort ? below : (below & 0x7F) | 0x80 | (below >> 7 << 8);
    int length = Long.BYTES + (isShort ? 1 : 2);
    EIGHT.set(bytes, size, spread);
    EIGHT.set(bytes, size + Long.BYTES, rest | (long) between << (isShort ? 8 : 16));
    EIGHT.set(bytes, size + length + 1, spread);
    EIGHT.set(bytes, size + length + 1 + Long.BYTES, rest);
    size += 2 * length + 1;
  }

  /** The eight bytes of a double. */
  void bits(long doubleBits) {
    EIGHT.set(bytes, size, doubleBits);
    size += Double.BYTES;
  }

  /** A text with its length; makes its own room. */
  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(NUMBER);
    number(utf8.length);
    raw(utf8);
  }

  /** What was written, to be written again and again. */
  Piece piece() {
    return Piece.of(copy());
  }

  /**
   * Bytes that are often written.
   *
   * @param padded with up to seven more, so that they can be read eight by eight; never changed
   * @param length how many count
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Piece(byte[] padded, int length) {

    static Piece of(byte[] bytes) {
      return new Piece(Arrays.copyOf(bytes, bytes.length + Long.BYTES - 1), bytes.length);
    }
  }
}
