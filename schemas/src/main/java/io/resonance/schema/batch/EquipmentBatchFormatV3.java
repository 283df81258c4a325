package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 3: as {@link EquipmentBatchFormatV2}, but the columns are written as they lie in memory,
 * see {@link ColumnBytes}. A column whose rows are all the same is one value behind a flag, and a
 * server time that is the source time is not written at all: 17 bytes for each row of most batches.
 */
final class EquipmentBatchFormatV3 {

  private static final int HAS_OBJECTS = 1;
  private static final int HAS_CONVERTED = 2;
  private static final int IS_BACKFILLED = 4;
  private static final int HAS_SEQUENCES = 8;
  private static final int HAS_KINDS = 16;
  private static final int HAS_STATUSES = 32;
  private static final int HAS_SERVER_TIMES = 64;
  private static final int BYTE_KEYS = 128;

  private static final int MOST_BYTE_KEYS = 256;

  private EquipmentBatchFormatV3() {}

  static void write(EquipmentBatch batch, DataOutputView out) throws IOException {
    Strings.write(batch.equipment(), out);
    Strings.write(batch.hierarchyScope(), out);
    out.writeByte(EquipmentBatchFormatV1.code(batch.origin().protocol()));
    Strings.write(batch.origin().endpoint(), out);
    out.writeLong(batch.origin().epoch());
    batch.keys().write(out);
    writeColumns(batch.columns, batch.keyCount(), out);
    if (batch.facts().isEmpty()) {
      out.writeInt(0);
    } else {
      // the facts kept in state are written with every checkpoint
      out.write(batch.encodedFacts());
    }
    AvroRecordBytes.writeAll(batch.conditions(), EquipmentCondition.getClassSchema(), out);
    AvroRecordBytes.writeAll(batch.gaps(), DataGap.getClassSchema(), out);
    ConnectionFormat.writeAll(batch.connections(), out);
    DriftFormat.writeAll(batch.drifts(), out);
  }

  static EquipmentBatch read(DataInputView in) throws IOException {
    String equipment = Strings.read(in);
    String hierarchyScope = Strings.read(in);
    Origin origin =
        new Origin(EquipmentBatchFormatV1.protocol(in.readByte()), Strings.read(in), in.readLong());
    PropertyKeys keys = PropertyKeys.read(in);
    Columns columns = readColumns(in);
    List<PropertyFacts> facts = EquipmentBatchFormatV1.readAllFacts(in);
    return new EquipmentBatch(
        equipment,
        hierarchyScope,
        origin,
        keys,
        columns,
        new EquipmentBatch.Extras(
            facts,
            AvroRecordBytes.readAll(EquipmentCondition.getClassSchema(), in),
            AvroRecordBytes.readAll(DataGap.getClassSchema(), in),
            ConnectionFormat.readAll(in),
            DriftFormat.readAll(in)));
  }

  /** All facts of a batch, with their number. */
  static byte[] encode(List<PropertyFacts> all) {
    DataOutputSerializer out = new DataOutputSerializer(256);
    try {
      out.writeInt(all.size());
      for (PropertyFacts facts : all) {
        EquipmentBatchFormatV1.writeFacts(facts, out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory always takes bytes", impossible);
    }
    return out.getCopyOfBuffer();
  }

  private static int flags(Columns columns, int keyCount) {
    return (columns.objects != null ? HAS_OBJECTS : 0)
        | (columns.converted != null ? HAS_CONVERTED : 0)
        | (columns.backfilled ? IS_BACKFILLED : 0)
        | (columns.sequence != null ? HAS_SEQUENCES : 0)
        | (columns.kind != null ? HAS_KINDS : 0)
        | (columns.statusCode != null ? HAS_STATUSES : 0)
        | (columns.serverTime != null ? HAS_SERVER_TIMES : 0)
        | (keyCount <= MOST_BYTE_KEYS ? BYTE_KEYS : 0);
  }

  private static void writeColumns(Columns columns, int keyCount, DataOutputView out)
      throws IOException {
    int size = columns.size;
    ColumnBytes bytes = ColumnBytes.ofRows(size);
    int flags = flags(columns, keyCount);
    out.writeInt(size);
    out.writeByte(flags);
    out.writeLong(columns.oneSequence);
    out.writeByte(columns.oneKind);
    out.writeInt(columns.oneStatusCode);
    if ((flags & BYTE_KEYS) != 0) {
      bytes.writeAsBytes(columns.keyIndex, size, out);
    } else {
      bytes.write(columns.keyIndex, size, out);
    }
    bytes.write(columns.sourceTime, size, out);
    bytes.write(columns.bits, size, out);
    if (columns.sequence != null) {
      bytes.write(columns.sequence, size, out);
    }
    if (columns.kind != null) {
      out.write(columns.kind, 0, size);
    }
    if (columns.statusCode != null) {
      bytes.write(columns.statusCode, size, out);
    }
    if (columns.serverTime != null) {
      bytes.write(columns.serverTime, size, out);
    }
    for (int row = 0; columns.objects != null && row < size; row++) {
      ObjectColumn.write(columns.objects[row], out);
    }
    for (int row = 0; columns.converted != null && row < size; row++) {
      out.writeBoolean(columns.converted[row]);
      if (columns.converted[row]) {
        out.writeLong(columns.nativeBits[row]);
      }
    }
  }

  private static Columns readColumns(DataInputView in) throws IOException {
    int size = in.readInt();
    ColumnBytes bytes = ColumnBytes.ofRows(size);
    int flags = in.readUnsignedByte();
    long sequence = in.readLong();
    byte kind = in.readByte();
    int statusCode = in.readInt();
    int[] keyIndex =
        (flags & BYTE_KEYS) != 0 ? bytes.readBytesAsInts(size, in) : bytes.readInts(size, in);
    Columns columns = Columns.of(keyIndex, bytes.readLongs(size, in), bytes.readLongs(size, in));
    columns.oneSequence = sequence;
    columns.oneKind = kind;
    columns.oneStatusCode = statusCode;
    columns.backfilled = (flags & IS_BACKFILLED) != 0;
    columns.sequence = (flags & HAS_SEQUENCES) != 0 ? bytes.readLongs(size, in) : null;
    columns.kind = (flags & HAS_KINDS) != 0 ? bytes.readBytes(size, in) : null;
    columns.statusCode = (flags & HAS_STATUSES) != 0 ? bytes.readInts(size, in) : null;
    columns.serverTime = (flags & HAS_SERVER_TIMES) != 0 ? bytes.readLongs(size, in) : null;
    readOptional(columns, flags, in);
    return columns;
  }

  private static void readOptional(Columns columns, int flags, DataInputView in)
      throws IOException {
    if ((flags & HAS_OBJECTS) != 0) {
      columns.objects = new Object[columns.size];
      for (int row = 0; row < columns.size; row++) {
        columns.objects[row] = ObjectColumn.read(in);
      }
    }
    if ((flags & HAS_CONVERTED) != 0) {
      columns.converted = new boolean[columns.size];
      columns.nativeBits = new long[columns.size];
      for (int row = 0; row < columns.size; row++) {
        columns.converted[row] = in.readBoolean();
        columns.nativeBits[row] = columns.converted[row] ? in.readLong() : 0;
      }
    }
  }
}
