package io.resonance.schema.batch;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Strings of any length in Flink's own compact form ({@code writeUTF} ends at 65,535 bytes). */
final class Strings {

  private Strings() {}

  static void write(String value, DataOutputView out) throws IOException {
    StringValue.writeString(value, out);
  }

  static String read(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }
}
