package io.resonance.connector.opcua.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What servers say about items, in the batch format (version 2; version 1 can be read). */
final class OpcUaDescriptionFormat {

  private OpcUaDescriptionFormat() {}

  static void write(List<OpcUaItemDescription> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaItemDescription d : all) {
      OpcUaFields.writeText(d.nodeId(), out);
      OpcUaFields.writeText(d.browsePath(), out);
      OpcUaFields.writeText(d.displayName(), out);
      OpcUaFields.writeText(d.dataType(), out);
      out.writeBoolean(d.unit().isPresent());
      if (d.unit().isPresent()) {
        OpcUaUnit unit = d.unit().get();
        OpcUaFields.writeText(unit.namespaceUri(), out);
        out.writeInt(unit.unitId());
        OpcUaFields.writeText(unit.code(), out);
        OpcUaFields.writeText(unit.displayName(), out);
      }
      writeRange(d.euRange(), out);
      writeRange(d.instrumentRange(), out);
      Map<Long, String> texts = new TreeMap<>(d.enumTexts());
      out.writeInt(texts.size());
      for (Map.Entry<Long, String> text : texts.entrySet()) {
        out.writeLong(text.getKey());
        OpcUaFields.writeText(text.getValue(), out);
      }
      out.writeBoolean(d.valuePrecision().isPresent());
      if (d.valuePrecision().isPresent()) {
        out.writeDouble(d.valuePrecision().getAsDouble());
      }
      OpcUaFields.writeText(d.definition(), out);
      out.writeDouble(d.revisedSamplingMillis());
      out.writeLong(d.revisedQueueSize());
    }
  }

  static List<OpcUaItemDescription> read(DataInputView in, int version) throws IOException {
    int size = OpcUaFields.length(in);
    List<OpcUaItemDescription> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String nodeId = OpcUaFields.readText(in);
      String browsePath = version == 1 ? "" : OpcUaFields.readText(in);
      String displayName = OpcUaFields.readText(in);
      String dataType = OpcUaFields.readText(in);
      Optional<OpcUaUnit> unit =
          in.readBoolean()
              ? Optional.of(
                  new OpcUaUnit(
                      OpcUaFields.readText(in),
                      in.readInt(),
                      OpcUaFields.readText(in),
                      OpcUaFields.readText(in)))
              : Optional.empty();
      all.add(
          new OpcUaItemDescription(
              nodeId,
              browsePath,
              displayName,
              dataType,
              unit,
              readRange(in),
              readRange(in),
              version == 1 ? byIndex(OpcUaFields.readTexts(in)) : readTextsByCode(in),
              version == 1 ? OptionalDouble.empty() : readPrecision(in),
              version == 1 ? "" : OpcUaFields.readText(in),
              in.readDouble(),
              in.readLong()));
    }
    return all;
  }

  private static Map<Long, String> byIndex(List<String> texts) {
    Map<Long, String> byCode = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      byCode.put((long) i, texts.get(i));
    }
    return byCode;
  }

  private static Map<Long, String> readTextsByCode(DataInputView in) throws IOException {
    int size = OpcUaFields.length(in);
    Map<Long, String> byCode = new HashMap<>();
    for (int i = 0; i < size; i++) {
      byCode.put(in.readLong(), OpcUaFields.readText(in));
    }
    return byCode;
  }

  private static OptionalDouble readPrecision(DataInputView in) throws IOException {
    return in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
  }

  private static void writeRange(Optional<OpcUaRange> range, DataOutputView out)
      throws IOException {
    out.writeBoolean(range.isPresent());
    if (range.isPresent()) {
      out.writeDouble(range.get().low());
      out.writeDouble(range.get().high());
    }
  }

  private static Optional<OpcUaRange> readRange(DataInputView in) throws IOException {
    return in.readBoolean()
        ? Optional.of(new OpcUaRange(in.readDouble(), in.readDouble()))
        : Optional.empty();
  }
}
