package io.resonance.connector.mtconnect.client.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Remembers short texts by their bytes, so that a value said again needs no new string. Each slot
 * holds what came last, so that it neither grows nor slows down whatever a document holds.
 */
public final class KnownTexts {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 64;

  private final byte[][] keys = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];

  /** The text of UTF-8 bytes. */
  public String text(byte[] bytes, int start, int end) {
    if (end == start) {
      return "";
    }
    if (end - start > LONGEST) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    int slot = hash(bytes, start, end) & (SLOTS - 1);
    byte[] key = keys[slot];
    if (key != null && Arrays.equals(key, 0, key.length, bytes, start, end)) {
      return texts[slot];
    }
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    keys[slot] = Arrays.copyOfRange(bytes, start, end);
    texts[slot] = text;
    return text;
  }

  /** A hash of all bytes, eight at a time. */
  public static int hash(byte[] bytes, int start, int end) {
    long hash = (end - start) * MIX;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
    }
    hash = mixed(hash ^ rest);
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mixed(long value) {
    long product = value * MIX;
    return product ^ (product >>> 29);
  }
}
