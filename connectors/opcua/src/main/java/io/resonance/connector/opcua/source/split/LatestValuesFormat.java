package io.resonance.connector.opcua.source.split;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The bytes of the latest values in version 4 of the state of splits; of 3 the times alone. */
final class LatestValuesFormat {

  private LatestValuesFormat() {}

  static void write(LatestValues latest, DataOutputStream out) throws IOException {
    // items mostly have their last values at about the same time
    long last = 0;
    for (int i = 0; i < latest.items(); i++) {
      StateText.writeNumber(latest.time(i) - last, out); // may overflow; reading overflows back
      last = latest.time(i);
    }
    writeBits(latest.known(), out);
    for (int i = 0; i < latest.items(); i++) {
      if (latest.isKnown(i)) {
        out.writeInt(latest.content(i));
      }
    }
    writeBits(latest.fromHistory(), out);
    out.writeInt(latest.others().size());
    for (int item : latest.others().keySet().stream().sorted().toList()) {
      out.writeInt(item);
      out.writeByte(latest.others(item).length);
      for (int content : latest.others(item)) {
        out.writeInt(content);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param bytes how many there are at most
   */
  static LatestValues read(int items, DataInputStream in, int bytes) throws IOException {
    long[] times = readTimes(items, in);
    BitSet known = readBits(in, bytes);
    int[] contents = new int[items];
    for (int i = 0; i < items; i++) {
      if (known.get(i)) {
        contents[i] = in.readInt();
      }
    }
    BitSet fromHistory = readBits(in, bytes);
    Map<Integer, int[]> others = new HashMap<>();
    for (int i = SplitItemFormat.readCount(in, bytes); i > 0; i--) {
      int item = in.readInt();
      int[] more = new int[in.readUnsignedByte()];
      for (int j = 0; j < more.length; j++) {
        more[j] = in.readInt();
      }
      others.put(item, more);
    }
    return LatestValues.of(times, contents, known, fromHistory, others);
  }

  /** Reads the times of version 3. */
  static LatestValues readTimesOnly(int items, DataInputStream in) throws IOException {
    return LatestValues.ofTimes(readTimes(items, in));
  }

  private static long[] readTimes(int items, DataInputStream in) throws IOException {
    long[] times = new long[items];
    long last = 0;
    for (int i = 0; i < items; i++) {
      last += StateText.readNumber(in);
      times[i] = last;
    }
    return times;
  }

  static void writeBits(BitSet bits, DataOutputStream out) throws IOException {
    byte[] bytes = bits.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static BitSet readBits(DataInputStream in, int most) throws IOException {
    byte[] bytes = new byte[SplitItemFormat.readCount(in, most)];
    in.readFully(bytes);
    return BitSet.valueOf(bytes);
  }
}
