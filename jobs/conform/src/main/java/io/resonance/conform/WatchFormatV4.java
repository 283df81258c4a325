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
      Troubles troubles = property.troubles();
      out.writeInt(troubles.bad);
      out.writeInt(troubles.uncertain);
      out.writeInt(troubles.gaps);
      out.writeInt(troubles.lostMillis);
      out.writeInt(property.latencyMost);
      out.writeLong(property.latencyMicros);
    }
  }

  static void readCounts(EquipmentWatch watch, DataInputView in) throws IOException {
    watch.healthFrom = in.readLong();
    for (PropertyWatch property : watch.properties) {
      property.values = in.readInt();
      readTroubles(property, in);
      property.latencyMost = in.readInt();
      property.latencyMicros = in.readLong();
    }
  }

  private static void readTroubles(PropertyWatch property, DataInputView in) throws IOException {
    int bad = in.readInt();
    int uncertain = in.readInt();
    int gaps = in.readInt();
    int lostMillis = in.readInt();
    if (bad > 0 || uncertain > 0 || gaps > 0 || lostMillis > 0) {
      Troubles troubles = property.inTrouble();
      troubles.bad = bad;
      troubles.uncertain = uncertain;
      troubles.gaps = gaps;
      troubles.lostMillis = lostMillis;
    }
  }
}
