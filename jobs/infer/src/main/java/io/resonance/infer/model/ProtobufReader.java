package io.resonance.infer.model;

import java.nio.charset.StandardCharsets;

/** Walks the fields of one protobuf message without copying it. */
final class ProtobufReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private int wireType;

  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** Moves to the next field; false at the end. */
  boolean next() {
    if (position >= end) {
      return false;
    }
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field == 0) {
      throw malformed("a field has the number 0");
    }
    return true;
  }

  int field() {
    return field;
  }

  /** The field's number. */
  long number() {
    if (wireType != VARINT) {
      throw malformed("field %d is not a number".formatted(field));
    }
    return rawVarint();
  }

  /** The field's message. */
  ProtobufReader message() {
    int length = length();
    ProtobufReader inner = new ProtobufReader(bytes, position, position + length);
    position += length;
    return inner;
  }

  /** The field's text. */
  String text() {
    int length = length();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /** Passes over the field. */
  void skip() {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(8);
      case LENGTH -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw malformed("field %d has the wire type %d".formatted(field, wireType));
    }
  }

  private int length() {
    if (wireType != LENGTH) {
      throw malformed("field %d is not a message or text".formatted(field));
    }
    long length = rawVarint();
    if (length < 0 || length > end - position) {
      throw malformed("field %d is %d bytes long".formatted(field, length));
    }
    return (int) length;
  }

  private void advance(int count) {
    if (count > end - position) {
      throw malformed("field %d is cut off".formatted(field));
    }
    position += count;
  }

  private long rawVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw malformed("a number is cut off");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number has more than ten bytes");
  }

  private OnnxFormatException malformed(String what) {
    return new OnnxFormatException(what + " at byte " + position);
  }
}
