package io.resonance.connector.opcua.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The parts of the batch format that are not columns: texts, objects, descriptions, faults and gaps
 * (version 2; version 1 can be read).
 */
final class OpcUaBatchNotes {

  private static final int MAX_BYTES = 64 << 20;

  private OpcUaBatchNotes() {}

  static void writeText(String text, DataOutputView out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readText(DataInputView in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[length(in)];
    in.readFully(bytes);
    return bytes;
  }

  private static int length(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException(
          "An OpcUaBatch claims a length of " + length + "; the bytes are damaged.");
    }
    return length;
  }

  /**
   * The object column: nothing, text, bytes, arrays of bits or of objects, and since version 2
   * undecoded structures, matrices and texts with a locale; entries of arrays may be absent.
   */
  static void writeObject(Object value, DataOutputView out) throws IOException {
    if (value == null) {
      out.writeByte(0);
    } else if (value instanceof String text) {
      out.writeByte(1);
      writeText(text, out);
    } else if (value instanceof byte[] bytes) {
      out.writeByte(2);
      writeBytes(bytes, out);
    } else if (value instanceof long[] bits) {
      out.writeByte(3);
      out.writeInt(bits.length);
      for (long b : bits) {
        out.writeLong(b);
      }
    } else if (value instanceof Object[] entries) {
      out.writeByte(4);
      out.writeInt(entries.length);
      for (Object entry : entries) {
        writeObject(entry, out);
      }
    } else if (value instanceof OpcUaUndecoded structure) {
      out.writeByte(5);
      writeText(structure.typeId(), out);
      writeText(structure.reason(), out);
      writeBytes(structure.body(), out);
    } else if (value instanceof OpcUaMatrix matrix) {
      out.writeByte(6);
      out.writeInt(matrix.dimensions().size());
      for (int dimension : matrix.dimensions()) {
        out.writeInt(dimension);
      }
      writeObject(matrix.elements(), out);
    } else if (value instanceof OpcUaLocalizedText text) {
      out.writeByte(7);
      writeText(text.locale(), out);
      writeText(text.text(), out);
    } else {
      throw new IOException("An OpcUaBatch cannot hold a " + value.getClass().getName());
    }
  }

  static Object readObject(DataInputView in) throws IOException {
    int form = in.readUnsignedByte();
    return switch (form) {
      case 0 -> null;
      case 1 -> readText(in);
      case 2 -> readBytes(in);
      case 3 -> {
        long[] bits = new long[length(in)];
        for (int i = 0; i < bits.length; i++) {
          bits[i] = in.readLong();
        }
        yield bits;
      }
      case 4 -> {
        Object[] entries = new Object[length(in)];
        for (int i = 0; i < entries.length; i++) {
          entries[i] = readObject(in);
        }
        yield entries;
      }
      case 5 -> new OpcUaUndecoded(readText(in), readText(in), readBytes(in));
      case 6 -> {
        int count = length(in);
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          dimensions.add(in.readInt());
        }
        yield new OpcUaMatrix(dimensions, readObject(in));
      }
      case 7 -> new OpcUaLocalizedText(readText(in), readText(in));
      default -> throw new IOException("An OpcUaBatch holds an object of unknown form " + form);
    };
  }

  static void writeDescriptions(List<OpcUaItemDescription> all, DataOutputView out)
      throws IOException {
    out.writeInt(all.size());
    for (OpcUaItemDescription d : all) {
      writeText(d.nodeId(), out);
      writeText(d.browsePath(), out);
      writeText(d.displayName(), out);
      writeText(d.dataType(), out);
      out.writeBoolean(d.unit().isPresent());
      if (d.unit().isPresent()) {
        OpcUaUnit unit = d.unit().get();
        writeText(unit.namespaceUri(), out);
        out.writeInt(unit.unitId());
        writeText(unit.code(), out);
        writeText(unit.displayName(), out);
      }
      writeRange(d.euRange(), out);
      writeRange(d.instrumentRange(), out);
      Map<Long, String> texts = new TreeMap<>(d.enumTexts());
      out.writeInt(texts.size());
      for (Map.Entry<Long, String> text : texts.entrySet()) {
        out.writeLong(text.getKey());
        writeText(text.getValue(), out);
      }
      out.writeBoolean(d.valuePrecision().isPresent());
      if (d.valuePrecision().isPresent()) {
        out.writeDouble(d.valuePrecision().getAsDouble());
      }
      writeText(d.definition(), out);
      out.writeDouble(d.revisedSamplingMillis());
      out.writeLong(d.revisedQueueSize());
    }
  }

  static List<OpcUaItemDescription> readDescriptions(DataInputView in, int version)
      throws IOException {
    int size = length(in);
    List<OpcUaItemDescription> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String nodeId = readText(in);
      String browsePath = version == 1 ? "" : readText(in);
      String displayName = readText(in);
      String dataType = readText(in);
      Optional<OpcUaUnit> unit =
          in.readBoolean()
              ? Optional.of(new OpcUaUnit(readText(in), in.readInt(), readText(in), readText(in)))
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
              version == 1 ? byIndex(readTexts(in)) : readTextsByCode(in),
              version == 1 ? OptionalDouble.empty() : readPrecision(in),
              version == 1 ? "" : readText(in),
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
    int size = length(in);
    Map<Long, String> byCode = new HashMap<>();
    for (int i = 0; i < size; i++) {
      byCode.put(in.readLong(), readText(in));
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

  private static void writeTexts(List<String> texts, DataOutputView out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(text, out);
    }
  }

  private static List<String> readTexts(DataInputView in) throws IOException {
    int size = length(in);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  static void writeFaults(List<OpcUaItemFault> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaItemFault fault : all) {
      writeText(fault.nodeId(), out);
      out.writeInt(fault.statusCode());
      writeText(fault.text(), out);
    }
  }

  static List<OpcUaItemFault> readFaults(DataInputView in) throws IOException {
    int size = length(in);
    List<OpcUaItemFault> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(new OpcUaItemFault(readText(in), in.readInt(), readText(in)));
    }
    return all;
  }

  static void writeGaps(List<OpcUaGap> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaGap gap : all) {
      writeText(gap.gapId(), out);
      out.writeByte(gap.reason().code());
      writeTexts(gap.nodeIds(), out);
      writeOptional(gap.fromNanos(), out);
      writeOptional(gap.toNanos(), out);
      writeOptional(gap.count(), out);
      out.writeByte(gap.phase().code());
      out.writeLong(gap.recovered());
    }
  }

  static List<OpcUaGap> readGaps(DataInputView in) throws IOException {
    int size = length(in);
    List<OpcUaGap> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new OpcUaGap(
              readText(in),
              OpcUaGapReason.of(in.readByte()),
              readTexts(in),
              readOptional(in),
              readOptional(in),
              readOptional(in),
              OpcUaGap.Phase.of(in.readByte()),
              in.readLong()));
    }
    return all;
  }

  static void writeConditions(List<OpcUaConditionEvent> all, DataOutputView out)
      throws IOException {
    out.writeInt(all.size());
    for (OpcUaConditionEvent event : all) {
      OpcUaConditionFormat.write(event, out);
    }
  }

  static List<OpcUaConditionEvent> readConditions(DataInputView in) throws IOException {
    int size = length(in);
    List<OpcUaConditionEvent> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(OpcUaConditionFormat.read(in));
    }
    return all;
  }

  static void writeReports(List<OpcUaServerReport> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaServerReport report : all) {
      out.writeByte(report.level().code());
      out.writeLong(report.asked().toMillis());
      out.writeLong(report.lifetime().toMillis());
      out.writeLong(report.queued().toMillis());
      out.writeLong(report.clockSkewMillis());
      writeOptional(report.startNanos(), out);
    }
  }

  static List<OpcUaServerReport> readReports(DataInputView in) throws IOException {
    int size = length(in);
    List<OpcUaServerReport> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new OpcUaServerReport(
              OpcUaDeliveryLevel.of(in.readByte()),
              Duration.ofMillis(in.readLong()),
              Duration.ofMillis(in.readLong()),
              Duration.ofMillis(in.readLong()),
              in.readLong(),
              readOptional(in)));
    }
    return all;
  }

  static void writeDrifts(List<OpcUaDrift> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaDrift drift : all) {
      writeText(drift.nodeId(), out);
      out.writeByte(drift.kind().code());
      writeText(drift.before(), out);
      writeText(drift.after(), out);
      out.writeLong(drift.at());
    }
  }

  static List<OpcUaDrift> readDrifts(DataInputView in) throws IOException {
    int size = length(in);
    List<OpcUaDrift> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new OpcUaDrift(
              readText(in),
              OpcUaDrift.Kind.of(in.readByte()),
              readText(in),
              readText(in),
              in.readLong()));
    }
    return all;
  }

  static void writeSecurity(Optional<OpcUaConnectionSecurity> security, DataOutputView out)
      throws IOException {
    out.writeBoolean(security.isPresent());
    if (security.isPresent()) {
      writeText(security.get().protection(), out);
      writeTexts(security.get().weaknesses(), out);
      writeOptional(security.get().ownCertificateEnd(), out);
      writeOptional(security.get().serverCertificateEnd(), out);
      out.writeLong(security.get().at());
    }
  }

  static Optional<OpcUaConnectionSecurity> readSecurity(DataInputView in) throws IOException {
    return in.readBoolean()
        ? Optional.of(
            new OpcUaConnectionSecurity(
                readText(in), readTexts(in), readOptional(in), readOptional(in), in.readLong()))
        : Optional.empty();
  }

  private static void writeOptional(OptionalLong value, DataOutputView out) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeLong(value.getAsLong());
    }
  }

  private static OptionalLong readOptional(DataInputView in) throws IOException {
    return in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
  }
}
