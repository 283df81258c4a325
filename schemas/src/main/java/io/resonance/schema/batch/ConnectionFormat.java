package io.resonance.schema.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How format 2 writes what is known of connections. */
final class ConnectionFormat {

  private ConnectionFormat() {}

  static void writeAll(List<ConnectionFacts> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (ConnectionFacts connection : all) {
      Strings.write(connection.protection(), out);
      out.writeInt(connection.weaknesses().size());
      for (String weakness : connection.weaknesses()) {
        Strings.write(weakness, out);
      }
      out.writeInt(connection.certificateEnds().size());
      // sorted, so that the same batch gives the same bytes
      for (Map.Entry<String, Long> end : new TreeMap<>(connection.certificateEnds()).entrySet()) {
        Strings.write(end.getKey(), out);
        out.writeLong(end.getValue());
      }
      out.writeLong(connection.at());
    }
  }

  static List<ConnectionFacts> readAll(DataInputView in) throws IOException {
    int size = in.readInt();
    List<ConnectionFacts> all = new ArrayList<>(0);
    for (int i = 0; i < size; i++) {
      String protection = Strings.read(in);
      List<String> weaknesses = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        weaknesses.add(Strings.read(in));
      }
      Map<String, Long> ends = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        ends.put(Strings.read(in), in.readLong());
      }
      all.add(new ConnectionFacts(protection, weaknesses, ends, in.readLong()));
    }
    return all;
  }
}
