package io.resonance.schema.batch;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of the objects a batch may hold: a tag, then a string, an array of doubles or a map of
 * strings.
 */
final class ObjectColumn {

  private static final int ABSENT = 0;
  private static final int TEXT = 1;
  private static final int DOUBLES = 2;
  private static final int TEXTS_BY_KEY = 3;

  private ObjectColumn() {}

  static void write(Object value, DataOutputView out) throws IOException {
    if (value == null) {
      out.writeByte(ABSENT);
    } else if (value instanceof String text) {
      out.writeByte(TEXT);
      Strings.write(text, out);
    } else if (value instanceof double[] doubles) {
      out.writeByte(DOUBLES);
      out.writeInt(doubles.length);
      for (double number : doubles) {
        out.writeDouble(number);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte(TEXTS_BY_KEY);
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Strings.write((String) entry.getKey(), out);
        Strings.write((String) entry.getValue(), out);
      }
    } else {
      throw new IOException("A batch cannot hold a " + value.getClass().getName());
    }
  }

  static Object read(DataInputView in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case ABSENT -> null;
      case TEXT -> Strings.read(in);
      case DOUBLES -> readDoubles(in);
      case TEXTS_BY_KEY -> readMap(in);
      default -> throw new IOException("A batch holds an object with the unknown tag " + tag);
    };
  }

  private static double[] readDoubles(DataInputView in) throws IOException {
    double[] doubles = new double[in.readInt()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = in.readDouble();
    }
    return doubles;
  }

  private static Map<String, String> readMap(DataInputView in) throws IOException {
    int size = in.readInt();
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(Strings.read(in), Strings.read(in));
    }
    return map;
  }
}
