package io.resonance.schema.batch;

import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 1: strings as modified UTF-8 with an int length, columns one after the other, optional
 * columns behind a flag byte. Avro records are written with their schema of release 0.1, see {@link
 * AvroRecordBytes}.
 */
final class EquipmentBatchFormatV1 {

  private static final int HAS_OBJECTS = 1;
  private static final int HAS_CONVERTED = 2;
  private static final int IS_BACKFILLED = 4;

  private EquipmentBatchFormatV1() {}

  static void write(EquipmentBatch batch, DataOutputView out) throws IOException {
    Strings.write(batch.equipment(), out);
    Strings.write(batch.hierarchyScope(), out);
    out.writeByte(code(batch.origin().protocol()));
    Strings.write(batch.origin().endpoint(), out);
    out.writeLong(batch.origin().epoch());
    out.writeInt(batch.keys.length);
    for (PropertyKey key : batch.keys) {
      writeKey(key, out);
    }
    writeColumns(batch.columns, out);
    out.writeInt(batch.facts().size());
    for (PropertyFacts facts : batch.facts()) {
      writeFacts(facts, out);
    }
    AvroRecordBytes.writeAll(batch.conditions(), EquipmentCondition.getClassSchema(), out);
    AvroRecordBytes.writeAll(batch.gaps(), DataGap.getClassSchema(), out);
  }

  static EquipmentBatch read(DataInputView in) throws IOException {
    String equipment = Strings.read(in);
    String hierarchyScope = Strings.read(in);
    Origin origin = new Origin(protocol(in.readByte()), Strings.read(in), in.readLong());
    PropertyKey[] keys = new PropertyKey[in.readInt()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = readKey(in);
    }
    Columns columns = readColumns(in);
    int factCount = in.readInt();
    List<PropertyFacts> facts = new ArrayList<>(factCount);
    for (int i = 0; i < factCount; i++) {
      facts.add(readFacts(in));
    }
    List<EquipmentCondition> conditions =
        AvroRecordBytes.readAll(EquipmentCondition.getClassSchema(), in);
    List<DataGap> gaps = AvroRecordBytes.readAll(DataGap.getClassSchema(), in);
    return new EquipmentBatch(
        equipment,
        hierarchyScope,
        origin,
        keys,
        columns,
        new EquipmentBatch.Extras(facts, conditions, gaps));
  }

  private static int code(Protocol protocol) {
    return switch (protocol) {
      case UNKNOWN -> 0;
      case OPC_UA -> 1;
      case MTCONNECT -> 2;
    };
  }

  private static Protocol protocol(int code) throws IOException {
    return switch (code) {
      case 0 -> Protocol.UNKNOWN;
      case 1 -> Protocol.OPC_UA;
      case 2 -> Protocol.MTCONNECT;
      default -> throw new IOException("Format 1 of an equipment batch has no protocol " + code);
    };
  }

  private static void writeKey(PropertyKey key, DataOutputView out) throws IOException {
    Strings.write(key.property(), out);
    Strings.write(key.address(), out);
    Strings.write(key.unit(), out);
    Strings.write(key.nativeUnit(), out);
  }

  private static PropertyKey readKey(DataInputView in) throws IOException {
    return new PropertyKey(Strings.read(in), Strings.read(in), Strings.read(in), Strings.read(in));
  }

  private static void writeFacts(PropertyFacts facts, DataOutputView out) throws IOException {
    writeKey(facts.key(), out);
    Strings.write(facts.displayName(), out);
    out.writeDouble(facts.euRange().low());
    out.writeDouble(facts.euRange().high());
    out.writeDouble(facts.instrumentRange().low());
    out.writeDouble(facts.instrumentRange().high());
    out.writeDouble(facts.nativeScale());
    out.writeInt(facts.codes().size());
    for (Map.Entry<Long, String> code : facts.codes().entrySet()) {
      out.writeLong(code.getKey());
      Strings.write(code.getValue(), out);
    }
  }

  private static PropertyFacts readFacts(DataInputView in) throws IOException {
    PropertyKey key = readKey(in);
    String displayName = Strings.read(in);
    ValueRange euRange = new ValueRange(in.readDouble(), in.readDouble());
    ValueRange instrumentRange = new ValueRange(in.readDouble(), in.readDouble());
    double nativeScale = in.readDouble();
    int codeCount = in.readInt();
    Map<Long, String> codes = new HashMap<>();
    for (int i = 0; i < codeCount; i++) {
      codes.put(in.readLong(), Strings.read(in));
    }
    return new PropertyFacts(key, displayName, euRange, instrumentRange, codes, nativeScale);
  }

  private static void writeColumns(Columns columns, DataOutputView out) throws IOException {
    out.writeInt(columns.size);
    out.writeByte(
        (columns.objects != null ? HAS_OBJECTS : 0)
            | (columns.converted != null ? HAS_CONVERTED : 0)
            | (columns.backfilled ? IS_BACKFILLED : 0));
    for (int row = 0; row < columns.size; row++) {
      out.writeInt(columns.keyIndex[row]);
      out.writeLong(columns.sequence[row]);
      out.writeLong(columns.sourceTime[row]);
      out.writeLong(columns.serverTime[row]);
      out.writeByte(columns.kind[row]);
      out.writeLong(columns.bits[row]);
      out.writeInt(columns.statusCode[row]);
    }
    for (int row = 0; columns.objects != null && row < columns.size; row++) {
      ObjectColumn.write(columns.objects[row], out);
    }
    for (int row = 0; columns.converted != null && row < columns.size; row++) {
      out.writeBoolean(columns.converted[row]);
      out.writeDouble(columns.nativeNumber[row]);
    }
  }

  private static Columns readColumns(DataInputView in) throws IOException {
    int size = in.readInt();
    int flags = in.readByte();
    Columns columns = new Columns(size);
    columns.size = size;
    columns.backfilled = (flags & IS_BACKFILLED) != 0;
    for (int row = 0; row < size; row++) {
      columns.keyIndex[row] = in.readInt();
      columns.sequence[row] = in.readLong();
      columns.sourceTime[row] = in.readLong();
      columns.serverTime[row] = in.readLong();
      columns.kind[row] = in.readByte();
      columns.bits[row] = in.readLong();
      columns.statusCode[row] = in.readInt();
    }
    if ((flags & HAS_OBJECTS) != 0) {
      columns.ensureObjects();
      for (int row = 0; row < size; row++) {
        columns.objects[row] = ObjectColumn.read(in);
      }
    }
    if ((flags & HAS_CONVERTED) != 0) {
      columns.ensureConverted();
      for (int row = 0; row < size; row++) {
        columns.converted[row] = in.readBoolean();
        columns.nativeNumber[row] = in.readDouble();
      }
    }
    return columns;
  }
}
