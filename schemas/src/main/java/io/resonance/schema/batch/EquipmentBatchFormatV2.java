package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 2: as {@link EquipmentBatchFormatV1}, but for keys and rows. The keys are one piece, so
 * that they need not be read again and again. A column whose rows are all the same is one value
 * behind a flag, and a server time that is the source time is not written at all: 17 bytes for each
 * row of most batches instead of 41.
 */
final class EquipmentBatchFormatV2 {

  private static final int HAS_OBJECTS = 1;
  private static final int HAS_CONVERTED = 2;
  private static final int IS_BACKFILLED = 4;
  private static final int ONE_SEQUENCE = 8;
  private static final int ONE_KIND = 16;
  private static final int ONE_STATUS = 32;
  private static final int SERVER_TIME_IS_SOURCE_TIME = 64;
  private static final int BYTE_KEYS = 128;

  private static final int MOST_BYTE_KEYS = 256;

  private EquipmentBatchFormatV2() {}

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
    int flags =
        (columns.objects != null ? HAS_OBJECTS : 0)
            | (columns.converted != null ? HAS_CONVERTED : 0)
            | (columns.backfilled ? IS_BACKFILLED : 0)
            | (keyCount <= MOST_BYTE_KEYS ? BYTE_KEYS : 0);
    if (columns.size == 0) {
      return flags;
    }
    long otherSequence = 0;
    int otherKind = 0;
    int otherStatus = 0;
    long otherTime = 0;
    for (int row = 0; row < columns.size; row++) {
      otherSequence |= columns.sequence[row] ^ columns.sequence[0];
      otherKind |= columns.kind[row] ^ columns.kind[0];
      otherStatus |= columns.statusCode[row] ^ columns.statusCode[0];
      otherTime |= columns.serverTime[row] ^ columns.sourceTime[row];
    }
    return flags
        | (otherSequence == 0 ? ONE_SEQUENCE : 0)
        | (otherKind == 0 ? ONE_KIND : 0)
        | (otherStatus == 0 ? ONE_STATUS : 0)
        | (otherTime == 0 ? SERVER_TIME_IS_SOURCE_TIME : 0);
  }

  private static void writeColumns(Columns columns, int keyCount, DataOutputView out)
      throws IOException {
    int flags = flags(columns, keyCount);
    out.writeInt(columns.size);
    out.writeByte(flags);
    writeKeyIndexes(columns, flags, out);
    int sequences = (flags & ONE_SEQUENCE) != 0 ? 1 : columns.size;
    for (int row = 0; row < sequences; row++) {
      out.writeLong(columns.sequence[row]);
    }
    int kinds = (flags & ONE_KIND) != 0 ? 1 : columns.size;
    for (int row = 0; row < kinds; row++) {
      out.writeByte(columns.kind[row]);
    }
    int statuses = (flags & ONE_STATUS) != 0 ? 1 : columns.size;
    for (int row = 0; row < statuses; row++) {
      out.writeInt(columns.statusCode[row]);
    }
    for (int row = 0; row < columns.size; row++) {
      out.writeLong(columns.sourceTime[row]);
    }
    for (int row = 0; (flags & SERVER_TIME_IS_SOURCE_TIME) == 0 && row < columns.size; row++) {
      out.writeLong(columns.serverTime[row]);
    }
    for (int row = 0; row < columns.size; row++) {
      out.writeLong(columns.bits[row]);
    }
    for (int row = 0; columns.objects != null && row < columns.size; row++) {
      ObjectColumn.write(columns.objects[row], out);
    }
    for (int row = 0; columns.converted != null && row < columns.size; row++) {
      out.writeBoolean(columns.converted[row]);
      out.writeDouble(columns.nativeNumber[row]);
    }
  }

  private static void writeKeyIndexes(Columns columns, int flags, DataOutputView out)
      throws IOException {
    for (int row = 0; row < columns.size; row++) {
      if ((flags & BYTE_KEYS) != 0) {
        out.writeByte(columns.keyIndex[row]);
      } else {
        out.writeInt(columns.keyIndex[row]);
      }
    }
  }

  private static Columns readColumns(DataInputView in) throws IOException {
    int size = in.readInt();
    int flags = in.readUnsignedByte();
    boolean oneTime = (flags & SERVER_TIME_IS_SOURCE_TIME) != 0;
    // shared, not copied: a batch never changes
    Columns columns = oneTime ? Columns.withOneTime(size) : new Columns(size);
    columns.size = size;
    columns.backfilled = (flags & IS_BACKFILLED) != 0;
    for (int row = 0; row < size; row++) {
      columns.keyIndex[row] = (flags & BYTE_KEYS) != 0 ? in.readUnsignedByte() : in.readInt();
    }
    readRepeatable(columns, flags, in);
    for (int row = 0; row < size; row++) {
      columns.sourceTime[row] = in.readLong();
    }
    for (int row = 0; !oneTime && row < size; row++) {
      columns.serverTime[row] = in.readLong();
    }
    for (int row = 0; row < size; row++) {
      columns.bits[row] = in.readLong();
    }
    readOptional(columns, flags, in);
    return columns;
  }

  private static void readRepeatable(Columns columns, int flags, DataInputView in)
      throws IOException {
    int size = columns.size;
    int sequences = (flags & ONE_SEQUENCE) != 0 ? 1 : size;
    for (int row = 0; row < sequences; row++) {
      columns.sequence[row] = in.readLong();
    }
    int kinds = (flags & ONE_KIND) != 0 ? 1 : size;
    for (int row = 0; row < kinds; row++) {
      columns.kind[row] = in.readByte();
    }
    int statuses = (flags & ONE_STATUS) != 0 ? 1 : size;
    for (int row = 0; row < statuses; row++) {
      columns.statusCode[row] = in.readInt();
    }
    if (sequences < size) {
      Arrays.fill(columns.sequence, columns.sequence[0]);
    }
    if (kinds < size) {
      Arrays.fill(columns.kind, columns.kind[0]);
    }
    if (statuses < size) {
      Arrays.fill(columns.statusCode, columns.statusCode[0]);
    }
  }

  private static void readOptional(Columns columns, int flags, DataInputView in)
      throws IOException {
    if ((flags & HAS_OBJECTS) != 0) {
      columns.ensureObjects();
      for (int row = 0; row < columns.size; row++) {
        columns.objects[row] = ObjectColumn.read(in);
      }
    }
    if ((flags & HAS_CONVERTED) != 0) {
      columns.ensureConverted();
      for (int row = 0; row < columns.size; row++) {
        columns.converted[row] = in.readBoolean();
        columns.nativeNumber[row] = in.readDouble();
      }
    }
  }
}
