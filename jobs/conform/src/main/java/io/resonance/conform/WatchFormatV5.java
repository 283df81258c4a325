package io.resonance.conform;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** What format 5 of the state adds to format 4: when the equipment was heard last. */
final class WatchFormatV5 {

  private WatchFormatV5() {}

  static void writeHeard(EquipmentWatch watch, DataOutputView out) throws IOException {
    out.writeLong(watch.heardAt);
    out.writeLong(watch.behind);
    out.writeLong(watch.silenceTimer);
    StringValue.writeString(watch.hierarchyScope, out);
  }

  static void readHeard(EquipmentWatch watch, DataInputView in) throws IOException {
    watch.heardAt = in.readLong();
    watch.behind = in.readLong();
    watch.silenceTimer = in.readLong();
    watch.hierarchyScope = StringValue.readString(in);
  }
}
