package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;

/**
 * Format 2, read only: as {@link EquipmentBatchFormatV1}, but for keys and rows. The keys are one
 * piece, so that they need not be read again and again. A column whose rows are all the same is one
 * value behind a flag, and a server time that is the source time is not written at all: 17 bytes
 * for each row of most batches instead of 41.
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

  private EquipmentBatchFormatV2() {}

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

  private static Columns readColumns(DataInputView in) throws IOException {
    int size = in.readInt();
    int flags = in.readUnsignedByte();
    int[] keys = new int[size];
    for (int row = 0; row < size; row++) {
      keys[row] = (flags & BYTE_KEYS) != 0 ? in.readUnsignedByte() : in.readInt();
    }
    long[] sequences = readLongs(size, (flags & ONE_SEQUENCE) != 0, in);
    byte[] kinds = readBytes(size, (flags & ONE_KIND) != 0, in);
    int[] statuses = readInts(size, (flags & ONE_STATUS) != 0, in);
    long[] sourceTimes = readLongs(size, false, in);
    long[] serverTimes =
        (flags & SERVER_TIME_IS_SOURCE_TIME) != 0 ? sourceTimes : readLongs(size, false, in);
    long[] bits = readLongs(size, false, in);
    Columns columns = new Columns(size);
    for (int row = 0; row < size; row++) {
      columns.addRow(keys[row], sequences[row], sourceTimes[row], serverTimes[row], statuses[row]);
      columns.value(kinds[row], bits[row]);
    }
    columns.backfilled = (flags & IS_BACKFILLED) != 0;
    readOptional(columns, (flags & HAS_OBJECTS) != 0, (flags & HAS_CONVERTED) != 0, in);
    return columns;
  }

  private static long[] readLongs(int size, boolean isOne, DataInputView in) throws IOException {
    long[] column = new long[size];
    for (int row = 0; row < size; row++) {
      column[row] = isOne && row > 0 ? column[0] : in.readLong();
    }
    return column;
  }

  private static int[] readInts(int size, boolean isOne, DataInputView in) throws IOException {
    int[] column = new int[size];
    for (int row = 0; row < size; row++) {
      column[row] = isOne && row > 0 ? column[0] : in.readInt();
    }
    return column;
  }

  private static byte[] readBytes(int size, boolean isOne, DataInputView in) throws IOException {
    byte[] column = new byte[size];
    for (int row = 0; row < size; row++) {
      column[row] = isOne && row > 0 ? column[0] : in.readByte();
    }
    return column;
  }

  /** The columns that few batches have; alike in format 1. */
  static void readOptional(
      Columns columns, boolean hasObjects, boolean hasConverted, DataInputView in)
      throws IOException {
    if (hasObjects) {
      columns.objects = new Object[columns.size];
      for (int row = 0; row < columns.size; row++) {
        columns.objects[row] = ObjectColumn.read(in);
      }
    }
    if (hasConverted) {
      columns.converted = new boolean[columns.size];
      columns.nativeBits = new long[columns.size];
      for (int row = 0; row < columns.size; row++) {
        columns.converted[row] = in.readBoolean();
        columns.nativeBits[row] = Double.doubleToRawLongBits(in.readDouble());
      }
    }
  }
}
