package io.resonance.infer.window;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a window as one version byte and the fields of that version; unaligned checkpoints keep
 * windows in flight, so that old versions stay readable.
 */
public final class ModelWindowSerializer extends TypeSerializerSingleton<ModelWindow> {

  public static final ModelWindowSerializer INSTANCE = new ModelWindowSerializer();

  static final int VERSION = 2;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public ModelWindow createInstance() {
    return null; // as TypeSerializer allows for immutable types
  }

  @Override
  public ModelWindow copy(ModelWindow from) {
    return from;
  }

  @Override
  public ModelWindow copy(ModelWindow from, ModelWindow reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public void serialize(ModelWindow window, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    WindowBytes.writeText(window.model(), out);
    WindowBytes.writeText(window.equipment(), out);
    WindowBytes.writeText(window.hierarchyScope(), out);
    ModelWindow.Extent extent = window.extent();
    out.writeLong(extent.start());
    out.writeLong(extent.end());
    out.writeDouble(extent.qualityRatio());
    out.writeInt(extent.gaps());
    out.writeLong(extent.completedAt());
    out.writeInt(extent.revision());
    WindowBytes.writeFloats(window.values(), out);
    if (window.verdict() instanceof Verdict.Refused refused) {
      out.writeBoolean(true);
      WindowBytes.writeText(refused.code(), out);
      WindowBytes.writeText(refused.reason(), out);
    } else {
      out.writeBoolean(false);
    }
    out.writeInt(window.inputs().size());
    for (InputSpan span : window.inputs()) {
      writeSpan(span, out);
    }
  }

  @Override
  public ModelWindow deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    return switch (version) {
      case 1 -> read(in, false);
      case 2 -> read(in, true);
      default -> throw WindowBytes.unknownVersion("A model window", version, VERSION);
    };
  }

  @Override
  public ModelWindow deserialize(ModelWindow reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<ModelWindow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Windows of version 1 have no revision: none was ever issued twice. */
  private static ModelWindow read(DataInputView in, boolean hasRevision) throws IOException {
    String model = WindowBytes.readText(in);
    ModelWindow.Subject subject =
        new ModelWindow.Subject(WindowBytes.readText(in), WindowBytes.readText(in));
    ModelWindow.Extent extent =
        new ModelWindow.Extent(
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readInt(),
            in.readLong(),
            hasRevision ? in.readInt() : 0);
    float[] values = WindowBytes.readFloats(in);
    Verdict verdict =
        in.readBoolean()
            ? new Verdict.Refused(WindowBytes.readText(in), WindowBytes.readText(in))
            : new Verdict.Passed();
    int count = in.readInt();
    List<InputSpan> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      inputs.add(readSpan(in));
    }
    return new ModelWindow(model, subject, extent, values, verdict, inputs);
  }

  private static void writeSpan(InputSpan span, DataOutputView out) throws IOException {
    WindowBytes.writeText(span.property(), out);
    WindowBytes.writeSource(span.source(), out);
    out.writeLong(span.firstSequence());
    out.writeLong(span.lastSequence());
    out.writeLong(span.firstTime());
    out.writeLong(span.lastTime());
    out.writeInt(span.samples());
  }

  private static InputSpan readSpan(DataInputView in) throws IOException {
    return new InputSpan(
        WindowBytes.readText(in),
        WindowBytes.readSource(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt());
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ModelWindow> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
