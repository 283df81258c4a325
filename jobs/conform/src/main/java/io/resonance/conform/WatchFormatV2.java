package io.resonance.conform;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What format 2 of the state adds to format 1: open violations about connections. */
final class WatchFormatV2 {

  private WatchFormatV2() {}

  static void writeConnections(Map<String, OpenViolation> open, DataOutputView out)
      throws IOException {
    out.writeInt(open.size());
    for (Map.Entry<String, OpenViolation> entry : open.entrySet()) {
      WatchFormatV1.text(entry.getKey(), out);
      WatchFormatV1.writeOpen(List.of(entry.getValue()), out);
    }
  }

  static void readConnections(Map<String, OpenViolation> into, DataInputView in)
      throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      into.put(WatchFormatV1.text(in), WatchFormatV1.readOpen(in).get(0));
    }
  }
}
