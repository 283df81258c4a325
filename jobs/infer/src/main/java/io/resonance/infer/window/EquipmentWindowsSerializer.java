package io.resonance.infer.window;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the keyed state as one version byte and the fields of that version. Every version ever
 * released stays readable; golden bytes of each lie in the test resources.
 */
final class EquipmentWindowsSerializer extends TypeSerializerSingleton<EquipmentWindows> {

  static final EquipmentWindowsSerializer INSTANCE = new EquipmentWindowsSerializer();

  static final int VERSION = 2;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public EquipmentWindows createInstance() {
    return EquipmentWindows.of("");
  }

  @Override
  public EquipmentWindows copy(EquipmentWindows from) {
    return from.copy();
  }

  @Override
  public EquipmentWindows copy(EquipmentWindows from, EquipmentWindows reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public void serialize(EquipmentWindows windows, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    EquipmentWindowsFormatV2.write(windows, out);
  }

  @Override
  public EquipmentWindows deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    return switch (version) {
      case 1 -> EquipmentWindowsFormatV1.read(in);
      case 2 -> EquipmentWindowsFormatV2.read(in);
      default -> throw WindowBytes.unknownVersion("The state of infer-window", version, VERSION);
    };
  }

  @Override
  public EquipmentWindows deserialize(EquipmentWindows reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<EquipmentWindows> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EquipmentWindows> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
