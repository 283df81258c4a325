package io.resonance.connector.opcua.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes a batch column by column; only the node ids that occur are written. The first byte is
 * the version.
 */
public final class OpcUaBatchSerializer extends TypeSerializerSingleton<OpcUaBatch> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int WITH_PICOSECONDS = 1;
  private static final int MAX_VALUES = 10_000_000;

  /** There is only one. */
  public static final OpcUaBatchSerializer INSTANCE = new OpcUaBatchSerializer();

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public OpcUaBatch createInstance() {
    return OpcUaBatch.builder("", 0, List.of()).build();
  }

  @Override
  public OpcUaBatch copy(OpcUaBatch from) {
    return from;
  }

  @Override
  public OpcUaBatch copy(OpcUaBatch from, OpcUaBatch reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(OpcUaBatch batch, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(batch.endpointId());
    out.writeInt(batch.subscription());
    out.writeLong(batch.epoch());
    out.writeLong(batch.sequence());
    out.writeBoolean(batch.backfilled());
    writeValues(batch, out);
    OpcUaDescriptionFormat.write(batch.descriptions(), out);
    OpcUaBatchNotes.writeFaults(batch.faults(), out);
    OpcUaBatchNotes.writeGaps(batch.gaps(), out);
    OpcUaBatchNotes.writeConditions(batch.conditions(), out);
    OpcUaBatchNotes.writeReports(batch.reports(), out);
    OpcUaBatchNotes.writeDrifts(batch.drifts(), out);
    OpcUaBatchNotes.writeSecurity(batch.security(), out);
  }

  private static void writeValues(OpcUaBatch batch, DataOutputView out) throws IOException {
    int size = batch.size();
    out.writeInt(size);
    int[] compact = new int[size == 0 ? 0 : batch.nodeIds().size()];
    Arrays.fill(compact, -1);
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int item = batch.item(i);
      if (compact[item] < 0) {
        compact[item] = used.size();
        used.add(item);
      }
    }
    out.writeInt(used.size());
    for (int item : used) {
      OpcUaFields.writeText(batch.nodeIds().get(item), out);
      OpcUaFields.writeText(batch.browsePath(item), out);
    }
    out.writeByte(batch.hasPicoseconds() ? WITH_PICOSECONDS : 0);
    for (int i = 0; i < size; i++) {
      byte kind = batch.kind(i);
      out.writeInt(compact[batch.item(i)]);
      out.writeByte(kind);
      if (OpcUaValueKind.isObject(kind)) {
        OpcUaObjectFormat.write(batch.object(i), out);
      } else if (kind != OpcUaValueKind.NULL) {
        out.writeLong(batch.bits(i));
      }
      out.writeInt(batch.statusCode(i));
      out.writeLong(batch.sourceTime(i));
      out.writeLong(batch.serverTime(i));
    }
    for (int i = 0; batch.hasPicoseconds() && i < size; i++) {
      out.writeShort(batch.sourcePicoseconds(i));
      out.writeShort(batch.serverPicoseconds(i));
    }
  }

  @Override
  public OpcUaBatch deserialize(DataInputView in) throws IOException {
    int version = in.readUnsignedByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "An OpcUaBatch of version %d cannot be read by this release, which knows versions up to %d. Restore with the release that wrote it."
              .formatted(version, VERSION));
    }
    String endpointId = in.readUTF();
    int subscription = in.readInt();
    long epoch = in.readLong();
    long sequence = in.readLong();
    boolean backfilled = in.readBoolean();
    int size = checked(in.readInt());
    int used = checked(in.readInt());
    List<String> nodeIds = new ArrayList<>(used);
    List<String> browsePaths = new ArrayList<>(used);
    for (int i = 0; i < used; i++) {
      nodeIds.add(OpcUaFields.readText(in));
      browsePaths.add(version == 1 ? "" : OpcUaFields.readText(in));
    }
    int flags = version == 1 ? 0 : in.readUnsignedByte();
    OpcUaColumns columns = readValues(in, size, version);
    if ((flags & WITH_PICOSECONDS) != 0) {
      columns.picoseconds = readPicoseconds(in, size);
    }
    OpcUaBatchBuilder builder =
        OpcUaBatch.builder(endpointId, subscription, Collections.unmodifiableList(nodeIds))
            .at(epoch, sequence)
            .values(columns)
            .browsePaths(Collections.unmodifiableList(browsePaths))
            .descriptions(OpcUaDescriptionFormat.read(in, version))
            .faults(OpcUaBatchNotes.readFaults(in))
            .gaps(OpcUaBatchNotes.readGaps(in))
            .conditions(version == 1 ? List.of() : OpcUaBatchNotes.readConditions(in))
            .reports(version == 1 ? List.of() : OpcUaBatchNotes.readReports(in))
            .drifts(version == 1 ? List.of() : OpcUaBatchNotes.readDrifts(in));
    if (version > 1) {
      OpcUaBatchNotes.readSecurity(in).ifPresent(builder::security);
    }
    return backfilled ? builder.fromHistory().build() : builder.build();
  }

  private static int[] readPicoseconds(DataInputView in, int size) throws IOException {
    int[] picoseconds = new int[size];
    for (int i = 0; i < size; i++) {
      picoseconds[i] = in.readInt();
    }
    return picoseconds;
  }

  private static OpcUaColumns readValues(DataInputView in, int size, int version)
      throws IOException {
    OpcUaColumns columns = new OpcUaColumns(size);
    for (int i = 0; i < size; i++) {
      int item = in.readInt();
      byte kind = in.readByte();
      Object object = null;
      long bits = 0;
      if (OpcUaValueKind.isObject(kind)) {
        object = OpcUaObjectFormat.read(in);
      } else if (kind != OpcUaValueKind.NULL) {
        bits = in.readLong();
      }
      if (version == 1) {
        object = OpcUaBatchV1.object(kind, object);
        bits = OpcUaBatchV1.bits(kind, bits);
      }
      int status = in.readInt();
      long sourceTime = in.readLong();
      long serverTime = in.readLong();
      if (object == null) {
        columns.add(item, kind, bits, status, sourceTime, serverTime);
      } else {
        columns.addObject(item, kind, object, status, sourceTime, serverTime);
      }
    }
    return columns;
  }

  private static int checked(int size) throws IOException {
    if (size < 0 || size > MAX_VALUES) {
      throw new IOException(
          "An OpcUaBatch claims %d entries; the bytes are damaged.".formatted(size));
    }
    return size;
  }

  @Override
  public OpcUaBatch deserialize(OpcUaBatch reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<OpcUaBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says to state that the serializer reads its own versions. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<OpcUaBatch> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaBatchSerializer;
  }

  @Override
  public int hashCode() {
    return TypeSerializer.class.hashCode();
  }
}
