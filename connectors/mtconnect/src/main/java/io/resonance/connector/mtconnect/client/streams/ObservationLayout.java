package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.xml.ScannedStartTag;
import io.resonance.connector.mtconnect.client.xml.XmlScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How an observation of a DataItem was written last: all bytes but those of its time, its sequence
 * number and its text. Agents write the next one the same way, and then nothing but these three has
 * to be read. Only elements that passed every check get a layout, and only identical bytes match.
 *
 * @param head up to the first of time and sequence number
 * @param middle between the two
 * @param tail to the end of the start tag
 * @param end the end tag
 * @param timeFirst whether the time comes before the sequence number
 * @param sampleCount values of a TIME_SERIES, as {@link ValueReader} has it
 * @param own attributes the row carries of its own, names and values in turn
 */
// Only carries arrays between scanner and table; never compared.
@SuppressWarnings("ArrayRecordComponent")
record ObservationLayout(
    byte[] head,
    byte[] middle,
    byte[] tail,
    byte[] end,
    boolean timeFirst,
    int sampleCount,
    String[] own) {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST = 512;

  /**
   * The layout of the element between two positions, or null if it cannot be told from its bytes.
   *
   * @param tag its start tag
   * @param from where that begins
   * @param to where that ends
   */
  static ObservationLayout of(
      ScannedStartTag tag, int from, int to, int sampleCount, String[] own) {
    int time = tag.index("timestamp");
    int sequence = tag.index("sequence");
    if (time < 0
        || sequence < 0
        || !tag.isPlain(time)
        || !tag.isPlain(sequence)
        || to - from > LONGEST) {
      return null;
    }
    byte[] bytes = tag.document();
    boolean timeFirst = tag.from(time) < tag.from(sequence);
    int first = timeFirst ? time : sequence;
    int second = timeFirst ? sequence : time;
    return new ObservationLayout(
        Arrays.copyOfRange(bytes, from, tag.from(first)),
        Arrays.copyOfRange(bytes, tag.to(first), tag.from(second)),
        Arrays.copyOfRange(bytes, tag.to(second), to),
        XmlScanner.ascii("</" + tag.element().qualified() + ">"),
        timeFirst,
        sampleCount,
        own);
  }

  /** The position after the expected bytes, or -1 if they are not there. */
  static int after(byte[] expected, byte[] bytes, int at, int end) {
    int length = expected.length;
    if (at < 0 || length > end - at) {
      return -1;
    }
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      if ((long) LONGS.get(bytes, at + i) != (long) LONGS.get(expected, i)) {
        return -1;
      }
    }
    for (; i < length; i++) {
      if (bytes[at + i] != expected[i]) {
        return -1;
      }
    }
    return at + length;
  }
}
