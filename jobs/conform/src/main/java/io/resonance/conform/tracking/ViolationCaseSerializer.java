package io.resonance.conform.tracking;

import io.resonance.conform.state.VersionedSerializer;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Acknowledgement;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link ViolationCase}, format 1. */
public final class ViolationCaseSerializer extends VersionedSerializer<ViolationCase> {

  static final ViolationCaseSerializer INSTANCE = new ViolationCaseSerializer();

  private static final long serialVersionUID = 1L;

  private ViolationCaseSerializer() {
    super("track-violations", 1);
  }

  @Override
  protected void write(ViolationCase value, DataOutputView out) throws IOException {
    out.writeByte(value.stage.code());
    StringValue.writeString(value.violationId, out);
    StringValue.writeString(value.opening, out);
    out.writeLong(value.firstAt);
    out.writeLong(value.lastAt);
    out.writeLong(value.countedBefore);
    out.writeLong(value.counted);
    out.writeInt(value.reopened);
    out.writeBoolean(value.announced);
    out.writeBoolean(value.untold);
    out.writeBoolean(value.acknowledgement != null);
    if (value.acknowledgement != null) {
      StringValue.writeString(value.acknowledgement.getBy(), out);
      out.writeLong(ViolationRecords.micros(value.acknowledgement.getAt()));
      StringValue.writeString(value.acknowledgement.getComment(), out); // writes null as null
    }
  }

  @Override
  protected ViolationCase read(int written, DataInputView in) throws IOException {
    ViolationCase value = new ViolationCase();
    value.stage = stage(in.readByte());
    value.violationId = StringValue.readString(in);
    value.opening = StringValue.readString(in);
    value.firstAt = in.readLong();
    value.lastAt = in.readLong();
    value.countedBefore = in.readLong();
    value.counted = in.readLong();
    value.reopened = in.readInt();
    value.announced = in.readBoolean();
    value.untold = in.readBoolean();
    if (in.readBoolean()) {
      value.acknowledgement =
          new Acknowledgement(
              StringValue.readString(in),
              ViolationRecords.instant(in.readLong() * 1_000L),
              StringValue.readString(in));
    }
    return value;
  }

  private static ViolationCase.Stage stage(int code) throws IOException {
    for (ViolationCase.Stage stage : ViolationCase.Stage.values()) {
      if (stage.code() == code) {
        return stage;
      }
    }
    throw new IOException("State of track-violations holds the unknown stage " + code);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public ViolationCase createInstance() {
    return new ViolationCase();
  }

  @Override
  public ViolationCase copy(ViolationCase from) {
    return from.copy();
  }

  @Override
  public TypeSerializerSnapshot<ViolationCase> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ViolationCase> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
