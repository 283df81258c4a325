package io.resonance.schema.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads whole columns: little-endian, piece by piece through a buffer, at the speed at
 * which memory is copied. Value by value it would cost several times as much.
 */
final class ColumnBytes {

  private static final int PIECE = 8 << 10;

  private final byte[] buffer;
  private final ByteBuffer view;

  private ColumnBytes(int length) {
    buffer = new byte[length];
    view = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * For a batch of so many rows; one made for it costs less than finding one that belongs to the
   * thread.
   */
  static ColumnBytes ofRows(int rows) {
    return new ColumnBytes(Math.min(PIECE / Long.BYTES, Math.max(1, rows)) * Long.BYTES);
  }

  /** For so many bytes. */
  static ColumnBytes ofLength(int bytes) {
    return new ColumnBytes(Math.min(PIECE, Math.max(1, bytes)));
  }

  void write(long[] column, int size, DataOutputView out) throws IOException {
    int most = buffer.length / Long.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      view.asLongBuffer().put(column, from, count);
      out.write(buffer, 0, count * Long.BYTES);
    }
  }

  void write(int[] column, int size, DataOutputView out) throws IOException {
    int most = buffer.length / Integer.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      view.asIntBuffer().put(column, from, count);
      out.write(buffer, 0, count * Integer.BYTES);
    }
  }

  /** Writes numbers from 0 to 255 as one byte each. */
  void writeAsBytes(int[] column, int size, DataOutputView out) throws IOException {
    for (int from = 0; from < size; from += buffer.length) {
      int count = Math.min(buffer.length, size - from);
      for (int i = 0; i < count; i++) {
        buffer[i] = (byte) column[from + i];
      }
      out.write(buffer, 0, count);
    }
  }

  long[] readLongs(int size, DataInputView in) throws IOException {
    long[] column = new long[size];
    int most = buffer.length / Long.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      in.readFully(buffer, 0, count * Long.BYTES);
      view.asLongBuffer().get(column, from, count);
    }
    return column;
  }

  int[] readInts(int size, DataInputView in) throws IOException {
    int[] column = new int[size];
    int most = buffer.length / Integer.BYTES;
    for (int from = 0; from < size; from += most) {
      int count = Math.min(most, size - from);
      in.readFully(buffer, 0, count * Integer.BYTES);
      view.asIntBuffer().get(column, from, count);
    }
    return column;
  }

  /** Reads what {@link #writeAsBytes} wrote. */
  int[] readBytesAsInts(int size, DataInputView in) throws IOException {
    int[] column = new int[size];
    for (int from = 0; from < size; from += buffer.length) {
      int count = Math.min(buffer.length, size - from);
      in.readFully(buffer, 0, count);
      for (int i = 0; i < count; i++) {
        column[from + i] = buffer[i] & 0xff;
      }
    }
    return column;
  }

  /**
   * Reads as many bytes as are expected.
   *
   * @return the expected array itself if its bytes came, else another one
   */
  byte[] read(byte[] expected, DataInputView in) throws IOException {
    int length = expected.length;
    for (int from = 0; from < length; from += buffer.length) {
      int count = Math.min(buffer.length, length - from);
      in.readFully(buffer, 0, count);
      if (!Arrays.equals(buffer, 0, count, expected, from, from + count)) {
        byte[] others = Arrays.copyOf(expected, length);
        System.arraycopy(buffer, 0, others, from, count);
        in.readFully(others, from + count, length - from - count);
        return others;
      }
    }
    return expected;
  }

  byte[] readBytes(int size, DataInputView in) throws IOException {
    byte[] column = new byte[size];
    in.readFully(column);
    return column;
  }
}
