package io.resonance.connector.mtconnect.source;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a {@link MtConnectBatch} as a version byte, its columns and its notes. */
public final class MtConnectBatchSerializer extends TypeSerializerSingleton<MtConnectBatch> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 3;

  /** The one instance. */
  public static final MtConnectBatchSerializer INSTANCE = new MtConnectBatchSerializer();

  private MtConnectBatchSerializer() {}

  @Override
  public void serialize(MtConnectBatch batch, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BatchFormat.write(batch, out);
  }

  @Override
  public MtConnectBatch deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    return switch (version) {
      case 1 -> BatchFormat.readVersion1(in);
      case 2 -> BatchFormat.readVersion2(in);
      case 3 -> BatchFormat.read(in);
      default ->
          throw new IOException(
              "MtConnectBatch bytes of version %d cannot be read; this release knows up to %d"
                  .formatted(version, VERSION));
    };
  }

  @Override
  public MtConnectBatch deserialize(MtConnectBatch reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public MtConnectBatch createInstance() {
    return MtConnectBatchBuilder.notes("", 0, 0, java.util.List.of(), java.util.List.of());
  }

  @Override
  public MtConnectBatch copy(MtConnectBatch from) {
    return from;
  }

  @Override
  public MtConnectBatch copy(MtConnectBatch from, MtConnectBatch reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<MtConnectBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint keeps of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MtConnectBatch> {
    /** Called by Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
