package io.resonance.schema.batch;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a batch as one version byte and the columns of that version. Every version ever released
 * stays readable; golden bytes of each lie in the test resources.
 */
public final class EquipmentBatchSerializer extends TypeSerializerSingleton<EquipmentBatch> {

  public static final EquipmentBatchSerializer INSTANCE = new EquipmentBatchSerializer();

  /** The version written; {@link #deserialize(DataInputView)} says which ones are read. */
  static final int VERSION = 6;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public EquipmentBatch createInstance() {
    return null; // as TypeSerializer allows for immutable types
  }

  @Override
  public EquipmentBatch copy(EquipmentBatch from) {
    return from;
  }

  @Override
  public EquipmentBatch copy(EquipmentBatch from, EquipmentBatch reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public void serialize(EquipmentBatch batch, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    EquipmentBatchFormatV6.write(batch, out);
  }

  @Override
  public EquipmentBatch deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    return switch (version) {
      case 1 -> EquipmentBatchFormatV1.read(in);
      case 2 -> EquipmentBatchFormatV2.read(in);
      case 3 -> EquipmentBatchFormatV3.read(in);
      case 4 -> EquipmentBatchFormatV4.read(in);
      case 5 -> EquipmentBatchFormatV5.read(in);
      case 6 -> EquipmentBatchFormatV6.read(in);
      default ->
          throw new IOException(
              "An equipment batch was written in format %d; this release reads up to format %d. Restore with the release that wrote the savepoint or a newer one."
                  .formatted(version, VERSION));
    };
  }

  @Override
  public EquipmentBatch deserialize(EquipmentBatch reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<EquipmentBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EquipmentBatch> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
