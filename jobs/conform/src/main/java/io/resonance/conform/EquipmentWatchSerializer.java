package io.resonance.conform;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link EquipmentWatch} as one version byte and the fields of that version. */
public final class EquipmentWatchSerializer extends TypeSerializerSingleton<EquipmentWatch> {

  static final EquipmentWatchSerializer INSTANCE = new EquipmentWatchSerializer();

  private static final int VERSION = 5;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public EquipmentWatch createInstance() {
    return new EquipmentWatch();
  }

  @Override
  public EquipmentWatch copy(EquipmentWatch from) {
    return from.copy();
  }

  @Override
  public EquipmentWatch copy(EquipmentWatch from, EquipmentWatch reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public void serialize(EquipmentWatch watch, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(watch.properties.size());
    for (PropertyWatch property : watch.properties) {
      WatchFormatV1.writeProperty(property, out);
    }
    out.writeInt(watch.clocks.size());
    for (Map.Entry<String, EndpointClock> clock : watch.clocks.entrySet()) {
      WatchFormatV1.writeClock(clock.getKey(), clock.getValue(), out);
    }
    out.writeInt(watch.gaps.size());
    for (OpenGap gap : watch.gaps.values()) {
      WatchFormatV1.writeGap(gap, out);
    }
    WatchFormatV2.writeConnections(watch.connections, out);
    WatchFormatV3.writeMemories(watch.properties, out);
    WatchFormatV4.writeCounts(watch, out);
    WatchFormatV5.writeHeard(watch, out);
  }

  @Override
  public EquipmentWatch deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "State of conform was written in format %d; this release reads up to format %d. Restore with the release that wrote the savepoint or a newer one."
              .formatted(version, VERSION));
    }
    EquipmentWatch watch = new EquipmentWatch();
    int properties = in.readInt();
    for (int i = 0; i < properties; i++) {
      watch.add(WatchFormatV1.readProperty(in));
    }
    int clocks = in.readInt();
    for (int i = 0; i < clocks; i++) {
      WatchFormatV1.readClock(watch.clocks, in);
    }
    int gaps = in.readInt();
    for (int i = 0; i < gaps; i++) {
      OpenGap gap = WatchFormatV1.readGap(in);
      watch.gaps.put(gap.gapId(), gap);
    }
    if (version > 1) {
      WatchFormatV2.readConnections(watch.connections, in);
    }
    if (version > 2) {
      WatchFormatV3.readMemories(watch.properties, in);
    }
    if (version > 3) {
      WatchFormatV4.readCounts(watch, in);
    }
    if (version > 4) {
      WatchFormatV5.readHeard(watch, in);
    }
    return watch;
  }

  @Override
  public EquipmentWatch deserialize(EquipmentWatch reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<EquipmentWatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EquipmentWatch> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
