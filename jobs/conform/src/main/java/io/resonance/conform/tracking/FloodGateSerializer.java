package io.resonance.conform.tracking;

import io.resonance.conform.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link FloodGate}, format 1. */
public final class FloodGateSerializer extends VersionedSerializer<FloodGate> {

  static final FloodGateSerializer INSTANCE = new FloodGateSerializer();

  private static final long serialVersionUID = 1L;

  private FloodGateSerializer() {
    super("track-violations", 1);
  }

  @Override
  protected void write(FloodGate value, DataOutputView out) throws IOException {
    out.writeLong(value.start);
    out.writeInt(value.passed);
    out.writeLong(value.held);
  }

  @Override
  protected FloodGate read(int written, DataInputView in) throws IOException {
    FloodGate value = new FloodGate();
    value.start = in.readLong();
    value.passed = in.readInt();
    value.held = in.readLong();
    return value;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public FloodGate createInstance() {
    return new FloodGate();
  }

  @Override
  public FloodGate copy(FloodGate from) {
    return from.copy();
  }

  @Override
  public TypeSerializerSnapshot<FloodGate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FloodGate> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
