package io.resonance.normalize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link Progress} as one version byte and the fields of that version. */
public final class ProgressSerializer extends TypeSerializerSingleton<Progress> {

  static final ProgressSerializer INSTANCE = new ProgressSerializer();

  private static final int VERSION = 1;

  /** What a slot takes beside its names. */
  private static final int FIXED_BYTES = 5 * Long.BYTES + Byte.BYTES;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Progress createInstance() {
    return new Progress();
  }

  @Override
  public Progress copy(Progress from) {
    return from.copy();
  }

  @Override
  public Progress copy(Progress from, Progress reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public void serialize(Progress progress, DataOutputView out) throws IOException {
    int bytes = Byte.BYTES + Integer.BYTES;
    for (int i = 0; i < progress.size(); i++) {
      bytes += progress.encodedSlot(i).length + FIXED_BYTES;
    }
    // at once: a checkpoint's stream takes as long for a single byte as for hundreds
    ByteBuffer all = ByteBuffer.allocate(bytes);
    all.put((byte) VERSION).putInt(progress.size());
    for (int i = 0; i < progress.size(); i++) {
      all.put(progress.encodedSlot(i))
          .putLong(progress.epoch[i])
          .putLong(progress.sequence[i])
          .putLong(progress.sourceTime[i])
          .putLong(progress.fingerprint[i])
          .put(progress.finding[i])
          .putLong(progress.findingSince[i]);
    }
    out.write(all.array());
  }

  /** The names of a slot. */
  static byte[] encode(Slot slot) {
    DataOutputSerializer out = new DataOutputSerializer(128);
    try {
      StringValue.writeString(slot.endpoint(), out);
      StringValue.writeString(slot.address(), out);
      StringValue.writeString(slot.property(), out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory always takes bytes", impossible);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public Progress deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "State of normalize was written in format %d; this release reads up to format %d. Restore with the release that wrote the savepoint or a newer one."
              .formatted(version, VERSION));
    }
    Progress progress = new Progress();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      progress.indexOf(
          new Slot(
              StringValue.readString(in), StringValue.readString(in), StringValue.readString(in)));
      progress.epoch[i] = in.readLong();
      progress.sequence[i] = in.readLong();
      progress.sourceTime[i] = in.readLong();
      progress.fingerprint[i] = in.readLong();
      progress.finding[i] = in.readByte();
      progress.findingSince[i] = in.readLong();
    }
    return progress;
  }

  @Override
  public Progress deserialize(Progress reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<Progress> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Progress> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
