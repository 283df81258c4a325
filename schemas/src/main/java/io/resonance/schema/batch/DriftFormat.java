package io.resonance.schema.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How format 2 writes what drifted. */
final class DriftFormat {

  private DriftFormat() {}

  static void writeAll(List<PropertyDrift> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (PropertyDrift drift : all) {
      Strings.write(drift.property(), out);
      Strings.write(drift.address(), out);
      Strings.write(drift.what(), out);
      Strings.write(drift.before(), out);
      Strings.write(drift.after(), out);
      out.writeLong(drift.at());
    }
  }

  static List<PropertyDrift> readAll(DataInputView in) throws IOException {
    int size = in.readInt();
    List<PropertyDrift> all = new ArrayList<>(0);
    for (int i = 0; i < size; i++) {
      all.add(
          new PropertyDrift(
              Strings.read(in),
              Strings.read(in),
              Strings.read(in),
              Strings.read(in),
              Strings.read(in),
              in.readLong()));
    }
    return all;
  }
}
