package io.resonance.conform;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What format 4 of the state adds to format 3: what was counted since an interval began. */
final class WatchFormatV4 {

  private WatchFormatV4() {}

  static void writeCounts(EquipmentWatch watch, DataOutputView out) throws IOException {
    out.writeLong(watch.healthFrom);
    for (PropertyWatch property : watch.properties) {
      out.writeInt(property.values);
      out.writeInt(property.bad);
      out.writeInt(property.uncertain);
      out.writeInt(property.gaps);
      out.writeInt(property.lostMillis);
      out.writeInt(property.latencyMost);
      out.writeLong(property.latencyMicros);
    }
  }

  static void readCounts(EquipmentWatch watch, DataInputView in) throws IOException {
    watch.healthFrom = in.readLong();
    for (PropertyWatch property : watch.properties) {
      property.values = in.readInt();
      property.bad = in.readInt();
      property.uncertain = in.readInt();
      property.gaps = in.readInt();
      property.lostMillis = in.readInt();
      property.latencyMost = in.readInt();
      property.latencyMicros = in.readLong();
    }
  }
}
