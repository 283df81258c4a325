package io.resonance.infer.window;

import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The pieces both serialized forms are made of. */
final class WindowBytes {

  private WindowBytes() {}

  static void writeText(String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  static String readText(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }

  static void writeFloats(float[] values, DataOutputView out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  static float[] readFloats(DataInputView in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  static void writeLongs(long[] values, DataOutputView out) throws IOException {
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static long[] readLongs(int count, DataInputView in) throws IOException {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  static void writeSource(ValueSource source, DataOutputView out) throws IOException {
    writeText(source.address(), out);
    // the name, not the ordinal: protocols may be added in any order
    writeText(source.origin().protocol().name(), out);
    writeText(source.origin().endpoint(), out);
    out.writeLong(source.origin().epoch());
  }

  static ValueSource readSource(DataInputView in) throws IOException {
    String address = readText(in);
    Protocol protocol = Protocol.valueOf(readText(in));
    return new ValueSource(address, new Origin(protocol, readText(in), in.readLong()));
  }

  static IOException unknownVersion(String what, int version, int newest) {
    return new IOException(
        "%s was written in format %d; this release reads up to format %d. Restore with the release that wrote the savepoint or a newer one."
            .formatted(what, version, newest));
  }
}
