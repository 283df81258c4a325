package io.resonance.schema.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads whole columns: little-endian, piece by piece through a buffer of the thread, at
 * the speed at which memory is copied. Value by value it would cost several times as much.
 */
final class ColumnBytes {

  private static final int PIECE = 8 << 10;

  /**
   * Holds classes of the JDK only: a thread that outlives a job must not hold the job's classes.
   */
  private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[PIECE]);

  private ColumnBytes() {}

  static void write(long[] column, int size, DataOutputView out) throws IOException {
    byte[] buffer = BUFFER.get();
    int most = PIECE / Long.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      longs(buffer).put(column, from, count);
      out.write(buffer, 0, count * Long.BYTES);
    }
  }

  static void write(int[] column, int size, DataOutputView out) throws IOException {
    byte[] buffer = BUFFER.get();
    int most = PIECE / Integer.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      ints(buffer).put(column, from, count);
      out.write(buffer, 0, count * Integer.BYTES);
    }
  }

  /** Writes numbers from 0 to 255 as one byte each. */
  static void writeAsBytes(int[] column, int size, DataOutputView out) throws IOException {
    byte[] bytes = BUFFER.get();
    for (int from = 0; from < size; from += PIECE) {
      int count = Math.min(PIECE, size - from);
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) column[from + i];
      }
      out.write(bytes, 0, count);
    }
  }

  static long[] readLongs(int size, DataInputView in) throws IOException {
    long[] column = new long[size];
    byte[] buffer = BUFFER.get();
    int most = PIECE / Long.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      in.readFully(buffer, 0, count * Long.BYTES);
      longs(buffer).get(column, from, count);
    }
    return column;
  }

  static int[] readInts(int size, DataInputView in) throws IOException {
    int[] column = new int[size];
    byte[] buffer = BUFFER.get();
    int most = PIECE / Integer.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      in.readFully(buffer, 0, count * Integer.BYTES);
      ints(buffer).get(column, from, count);
    }
    return column;
  }

  /** Reads what {@link #writeAsBytes} wrote. */
  static int[] readBytesAsInts(int size, DataInputView in) throws IOException {
    int[] column = new int[size];
    byte[] bytes = BUFFER.get();
    for (int from = 0; from < size; from += PIECE) {
      int count = Math.min(PIECE, size - from);
      in.readFully(bytes, 0, count);
      for (int i = 0; i < count; i++) {
        column[from + i] = bytes[i] & 0xff;
      }
    }
    return column;
  }

  static byte[] readBytes(int size, DataInputView in) throws IOException {
    byte[] column = new byte[size];
    in.readFully(column);
    return column;
  }

  private static LongBuffer longs(byte[] buffer) {
    return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }

  private static IntBuffer ints(byte[] buffer) {
    return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }
}
