package io.resonance.connector.opcua.client.decoding;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Reads the parts of OPC UA's binary encoding (Part 6, 5.2) one after the other. A length is
 * checked against the bytes that are there before anything is made of it, so a few bytes never cost
 * much memory; reading past the end throws {@link IndexOutOfBoundsException}.
 */
final class BinaryReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Variants, DiagnosticInfos and structures in one another; what Milo is told to allow too. */
  private static final int MAX_DEPTH = 64;

  /** Longer names are invalid and become null (Part 3, 8.3). */
  private static final int MAX_NAME = 512;

  private final byte[] body;
  private int at;
  private int depth;

  BinaryReader(byte[] body) {
    this.body = body;
  }

  /** Reads a body that lies within what this one reads. */
  BinaryReader within(byte[] inner) {
    BinaryReader reader = new BinaryReader(inner);
    reader.depth = depth;
    reader.enter();
    return reader;
  }

  /** Where the next byte is. */
  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  int remaining() {
    return body.length - at;
  }

  /** Goes one level deeper; to be undone with {@link #leave}. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new MalformedMessageException("values are nested more than " + MAX_DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }

  int int8() {
    return body[at++];
  }

  int uint8() {
    return body[at++] & 0xff;
  }

  int int16() {
    int value = (short) SHORT.get(body, at);
    at += 2;
    return value;
  }

  int uint16() {
    return int16() & 0xffff;
  }

  int int32() {
    int value = (int) INT.get(body, at);
    at += 4;
    return value;
  }

  long uint32() {
    return int32() & 0xffffffffL;
  }

  long int64() {
    long value = (long) LONG.get(body, at);
    at += 8;
    return value;
  }

  /**
   * A length, -1 for null.
   *
   * @param minBytes the least number of bytes an element takes
   */
  int length(int minBytes) {
    int length = int32();
    if (length < -1 || length > remaining() / minBytes) {
      throw new MalformedMessageException(
          "a length of %d where %d bytes are left".formatted(length, remaining()));
    }
    return length;
  }

  /** A String or XmlElement; null if it is. */
  String text() {
    int length = length(1);
    if (length < 0) {
      return null;
    }
    String text = new String(body, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** A ByteString; null if it is. */
  byte[] bytes() {
    int length = length(1);
    if (length < 0) {
      return null;
    }
    at += length;
    return Arrays.copyOfRange(body, at - length, at);
  }

  UUID guid() {
    long high = uint32() << 32 | (long) uint16() << 16 | uint16();
    long low = (long) LONG_BIG_ENDIAN.get(body, at);
    at += 8;
    return new UUID(high, low);
  }

  NodeId nodeId() {
    return nodeId(uint8() & 0x0f);
  }

  /** A NodeId whose first byte was read. */
  NodeId nodeId(int form) {
    return switch (form) {
      case 0 -> new NodeId(ushort(0), uint(uint8()));
      case 1 -> new NodeId(ushort(uint8()), uint(uint16()));
      case 2 -> new NodeId(ushort(uint16()), uint(uint32()));
      case 3 -> new NodeId(ushort(uint16()), text());
      case 4 -> new NodeId(ushort(uint16()), guid());
      case 5 -> new NodeId(ushort(uint16()), new ByteString(bytes()));
      default -> throw new MalformedMessageException("a NodeId of the unknown form " + form);
    };
  }

  /** The name of a QualifiedName whose namespace was read. */
  String name() {
    String name = text();
    return name != null && name.length() > MAX_NAME ? null : name;
  }
}
