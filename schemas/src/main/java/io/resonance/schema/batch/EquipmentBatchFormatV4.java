package io.resonance.schema.batch;

import io.resonance.schema.v1.EquipmentAsset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 4: as {@link EquipmentBatchFormatV3}, with what single values have beside them, changes of
 * sets, assets and tolerated faults behind it; one byte where there is none of them.
 */
final class EquipmentBatchFormatV4 {

  private static final int HAS_ATTRIBUTES = 1;
  private static final int HAS_ENTRY_CHANGES = 2;
  private static final int HAS_ASSETS = 4;
  private static final int HAS_FAULTS = 8;

  private EquipmentBatchFormatV4() {}

  static void write(EquipmentBatch batch, DataOutputView out) throws IOException {
    EquipmentBatchFormatV3.write(batch, out);
    int flags =
        (batch.columns.attributes != null ? HAS_ATTRIBUTES : 0)
            | (batch.entryChanges().isEmpty() ? 0 : HAS_ENTRY_CHANGES)
            | (batch.assets().isEmpty() ? 0 : HAS_ASSETS)
            | (batch.faults().isEmpty() ? 0 : HAS_FAULTS);
    out.writeByte(flags);
    if ((flags & HAS_ATTRIBUTES) != 0) {
      writeAttributes(batch, out);
    }
    if ((flags & HAS_ENTRY_CHANGES) != 0) {
      writeEntryChanges(batch.entryChanges(), out);
    }
    if ((flags & HAS_ASSETS) != 0) {
      AvroRecordBytes.writeAll(batch.assets(), EquipmentAsset.getClassSchema(), out);
    }
    if ((flags & HAS_FAULTS) != 0) {
      writeFaults(batch.faults(), out);
    }
  }

  static EquipmentBatch read(DataInputView in) throws IOException {
    EquipmentBatch batch = EquipmentBatchFormatV3.read(in);
    int flags = in.readUnsignedByte();
    if (flags == 0) {
      return batch;
    }
    if ((flags & HAS_ATTRIBUTES) != 0) {
      readAttributes(batch.columns, in);
    }
    List<EntryChanges> changes =
        (flags & HAS_ENTRY_CHANGES) != 0 ? readEntryChanges(in) : List.of();
    List<EquipmentAsset> assets =
        (flags & HAS_ASSETS) != 0
            ? AvroRecordBytes.readAll(EquipmentAsset.getClassSchema(), in)
            : List.of();
    List<ToleratedFault> faults = (flags & HAS_FAULTS) != 0 ? readFaults(in) : List.of();
    return new EquipmentBatch(
        batch.equipment(),
        batch.hierarchyScope(),
        batch.origin(),
        batch.keys(),
        batch.columns,
        new EquipmentBatch.Extras(
            batch.facts(),
            batch.conditions(),
            batch.gaps(),
            batch.connections(),
            batch.drifts(),
            changes,
            assets,
            faults));
  }

  private static void writeAttributes(EquipmentBatch batch, DataOutputView out) throws IOException {
    for (int row = 0; row < batch.size(); row++) {
      writeTexts(batch.attributes(row), out);
    }
  }

  private static void readAttributes(Columns columns, DataInputView in) throws IOException {
    for (int row = 0; row < columns.size; row++) {
      Map<String, String> said = readTexts(in);
      columns.attributes(row, said.isEmpty() ? null : said);
    }
  }

  private static void writeEntryChanges(List<EntryChanges> all, DataOutputView out)
      throws IOException {
    out.writeInt(all.size());
    for (EntryChanges each : all) {
      EquipmentBatchFormatV1.writeKey(each.key(), out);
      out.writeLong(each.sequence());
      out.writeLong(each.sourceTime());
      Strings.write(each.extent().name(), out);
      writeTexts(each.entries(), out);
      out.writeInt(each.removed().size());
      for (String key : new TreeSet<>(each.removed())) {
        Strings.write(key, out);
      }
      writeTexts(each.attributes(), out);
      out.writeInt(each.statusCode());
    }
  }

  private static List<EntryChanges> readEntryChanges(DataInputView in) throws IOException {
    List<EntryChanges> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(
          new EntryChanges(
              EquipmentBatchFormatV1.readKey(in),
              in.readLong(),
              in.readLong(),
              EntryChanges.Extent.valueOf(Strings.read(in)),
              readTexts(in),
              readKeys(in),
              readTexts(in),
              in.readInt()));
    }
    return all;
  }

  private static Set<String> readKeys(DataInputView in) throws IOException {
    Set<String> keys = new TreeSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      keys.add(Strings.read(in));
    }
    return keys;
  }

  private static void writeFaults(List<ToleratedFault> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (ToleratedFault each : all) {
      Strings.write(each.subject().name(), out);
      Strings.write(each.what(), out);
      Strings.write(each.address(), out);
      Strings.write(each.text(), out);
      out.writeLong(each.at());
    }
  }

  private static List<ToleratedFault> readFaults(DataInputView in) throws IOException {
    List<ToleratedFault> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(
          new ToleratedFault(
              ToleratedFault.Subject.valueOf(Strings.read(in)),
              Strings.read(in),
              Strings.read(in),
              Strings.read(in),
              in.readLong()));
    }
    return all;
  }

  /** Texts by name, in the order of the names, so that the same map has the same bytes. */
  private static void writeTexts(Map<String, String> texts, DataOutputView out) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> each : new TreeMap<>(texts).entrySet()) {
      Strings.write(each.getKey(), out);
      Strings.write(each.getValue(), out);
    }
  }

  private static Map<String, String> readTexts(DataInputView in) throws IOException {
    int size = in.readInt();
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < size; i++) {
      texts.put(Strings.read(in), Strings.read(in));
    }
    return size == 0 ? Map.of() : texts;
  }
}
