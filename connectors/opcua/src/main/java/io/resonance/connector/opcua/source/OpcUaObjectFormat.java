package io.resonance.connector.opcua.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The object column of the batch format (version 2; version 1 can be read). */
final class OpcUaObjectFormat {

  private OpcUaObjectFormat() {}

  /**
   * The object column: nothing, text, bytes, arrays of bits or of objects, and since version 2
   * undecoded structures, matrices and texts with a locale; entries of arrays may be absent.
   */
  static void write(Object value, DataOutputView out) throws IOException {
    if (value == null) {
      out.writeByte(0);
    } else if (value instanceof String text) {
      out.writeByte(1);
      OpcUaFields.writeText(text, out);
    } else if (value instanceof byte[] bytes) {
      out.writeByte(2);
      OpcUaFields.writeBytes(bytes, out);
    } else if (value instanceof long[] bits) {
      out.writeByte(3);
      out.writeInt(bits.length);
      for (long b : bits) {
        out.writeLong(b);
      }
    } else if (value instanceof Object[] entries) {
      out.writeByte(4);
      out.writeInt(entries.length);
      for (Object entry : entries) {
        write(entry, out);
      }
    } else if (value instanceof OpcUaUndecoded structure) {
      out.writeByte(5);
      OpcUaFields.writeText(structure.typeId(), out);
      OpcUaFields.writeText(structure.reason(), out);
      OpcUaFields.writeBytes(structure.body(), out);
    } else if (value instanceof OpcUaMatrix matrix) {
      out.writeByte(6);
      out.writeInt(matrix.dimensions().size());
      for (int dimension : matrix.dimensions()) {
        out.writeInt(dimension);
      }
      write(matrix.elements(), out);
    } else if (value instanceof OpcUaLocalizedText text) {
      out.writeByte(7);
      OpcUaFields.writeText(text.locale(), out);
      OpcUaFields.writeText(text.text(), out);
    } else {
      throw new IOException("An OpcUaBatch cannot hold a " + value.getClass().getName());
    }
  }

  static Object read(DataInputView in) throws IOException {
    int form = in.readUnsignedByte();
    return switch (form) {
      case 0 -> null;
      case 1 -> OpcUaFields.readText(in);
      case 2 -> OpcUaFields.readBytes(in);
      case 3 -> {
        long[] bits = new long[OpcUaFields.length(in)];
        for (int i = 0; i < bits.length; i++) {
          bits[i] = in.readLong();
        }
        yield bits;
      }
      case 4 -> {
        Object[] entries = new Object[OpcUaFields.length(in)];
        for (int i = 0; i < entries.length; i++) {
          entries[i] = read(in);
        }
        yield entries;
      }
      case 5 ->
          new OpcUaUndecoded(
              OpcUaFields.readText(in), OpcUaFields.readText(in), OpcUaFields.readBytes(in));
      case 6 -> {
        int count = OpcUaFields.length(in);
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          dimensions.add(in.readInt());
        }
        yield new OpcUaMatrix(dimensions, read(in));
      }
      case 7 -> new OpcUaLocalizedText(OpcUaFields.readText(in), OpcUaFields.readText(in));
      default -> throw new IOException("An OpcUaBatch holds an object of unknown form " + form);
    };
  }
}
