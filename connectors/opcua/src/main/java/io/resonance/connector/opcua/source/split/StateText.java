package io.resonance.connector.opcua.source.split;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Short forms of state: texts without what they begin with alike, and numbers in as many bytes as
 * they need.
 */
final class StateText {

  private static final int BITS = 7;
  private static final int MASK = (1 << BITS) - 1;
  private static final int MOST_BITS = 63;

  private StateText() {}

  /** Writes a text behind another one that the reader knows. */
  static void write(String text, String known, DataOutputStream out) throws IOException {
    int same = 0;
    int most = Math.min(text.length(), known.length());
    while (same < most && text.charAt(same) == known.charAt(same)) {
      same++;
    }
    writeNumber(same, out);
    out.writeUTF(text.substring(same));
  }

  /** Reads what {@link #write} wrote. */
  static String read(String known, DataInputStream in) throws IOException {
    long same = readNumber(in);
    if (same < 0 || same > known.length()) {
      throw new IOException(
          "An OPC UA split shares %d characters of a text that has %d; the bytes are damaged."
              .formatted(same, known.length()));
    }
    return known.substring(0, (int) same) + in.readUTF();
  }

  /** Writes a number, which takes fewer bytes the nearer to 0 it is. */
  static void writeNumber(long number, DataOutputStream out) throws IOException {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~MASK) != 0) {
      out.writeByte((int) (rest & MASK) | (MASK + 1));
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeNumber} wrote. */
  static long readNumber(DataInputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; shift <= MOST_BITS; shift += BITS) {
      int next = in.readUnsignedByte();
      number |= (long) (next & MASK) << shift;
      if (next <= MASK) {
        return (number >>> 1) ^ -(number & 1);
      }
    }
    throw new IOException("An OPC UA split holds a number without an end; the bytes are damaged.");
  }
}
