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
 * Format 1, read only: strings as modified UTF-8 with an int length, columns one after the other,
 * optional columns behind a flag byte. Avro records are written with their schema of release 0.1,
 * see {@link AvroRecordBytes}.
 */
final class EquipmentBatchFormatV1 {

  private static final int HAS_OBJECTS = 1;
  private static final int HAS_CONVERTED = 2;
  private static final int IS_BACKFILLED = 4;

  private EquipmentBatchFormatV1() {}

  static EquipmentBatch read(DataInputView in) throws IOException {
    String equipment = Strings.read(in);
    String hierarchyScope = Strings.read(in);
    Origin origin = new Origin(protocol(in.readByte()), Strings.read(in), in.readLong());
    int keyCount = in.readInt();
    List<PropertyKey> keys = new ArrayList<>();
    for (int i = 0; i < keyCount; i++) {
      keys.add(readKey(in));
    }
    Columns columns = readColumns(in);
    List<PropertyFacts> facts = readAllFacts(in);
    List<EquipmentCondition> conditions =
        AvroRecordBytes.readAll(EquipmentCondition.getClassSchema(), in);
    List<DataGap> gaps = AvroRecordBytes.readAll(DataGap.getClassSchema(), in);
    return new EquipmentBatch(
        equipment,
        hierarchyScope,
        origin,
        PropertyKeys.of(keys),
        columns,
        new EquipmentBatch.Extras(facts, conditions, gaps, List.of(), List.of()));
  }

  static List<PropertyFacts> readAllFacts(DataInputView in) throws IOException {
    int count = in.readInt();
    List<PropertyFacts> facts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      facts.add(readFacts(in));
    }
    return facts;
  }

  static int code(Protocol protocol) {
    return switch (protocol) {
      case UNKNOWN -> 0;
      case OPC_UA -> 1;
      case MTCONNECT -> 2;
    };
  }

  static Protocol protocol(int code) throws IOException {
    return switch (code) {
      case 0 -> Protocol.UNKNOWN;
      case 1 -> Protocol.OPC_UA;
      case 2 -> Protocol.MTCONNECT;
      default -> throw new IOException("Format 1 of an equipment batch has no protocol " + code);
    };
  }

  static void writeKey(PropertyKey key, DataOutputView out) throws IOException {
    Strings.write(key.property(), out);
    Strings.write(key.address(), out);
    Strings.write(key.unit(), out);
    Strings.write(key.nativeUnit(), out);
  }

  static PropertyKey readKey(DataInputView in) throws IOException {
    return new PropertyKey(Strings.read(in), Strings.read(in), Strings.read(in), Strings.read(in));
  }

  static void writeFacts(PropertyFacts facts, DataOutputView out) throws IOException {
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

  private static Columns readColumns(DataInputView in) throws IOException {
    int size = in.readInt();
    int flags = in.readByte();
    Columns columns = new Columns(size);
    for (int row = 0; row < size; row++) {
      int key = in.readInt();
      long sequence = in.readLong();
      long sourceTime = in.readLong();
      long serverTime = in.readLong();
      byte kind = in.readByte();
      long bits = in.readLong();
      columns.addRow(key, sequence, sourceTime, serverTime, in.readInt());
      columns.value(kind, bits);
    }
    columns.backfilled = (flags & IS_BACKFILLED) != 0;
    EquipmentBatchFormatV2.readOptional(
        columns, (flags & HAS_OBJECTS) != 0, (flags & HAS_CONVERTED) != 0, in);
    return columns;
  }
}
