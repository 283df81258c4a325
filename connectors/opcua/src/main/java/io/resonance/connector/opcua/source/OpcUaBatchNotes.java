package io.resonance.connector.opcua.source;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a batch says beside its values and descriptions: faults, gaps, conditions, reports, drifts
 * and security (version 2; version 1 can be read).
 */
final class OpcUaBatchNotes {

  private OpcUaBatchNotes() {}

  static void writeFaults(List<OpcUaItemFault> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaItemFault fault : all) {
      OpcUaFields.writeText(fault.nodeId(), out);
      out.writeInt(fault.statusCode());
      OpcUaFields.writeText(fault.text(), out);
    }
  }

  static List<OpcUaItemFault> readFaults(DataInputView in) throws IOException {
    int size = OpcUaFields.length(in);
    List<OpcUaItemFault> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(new OpcUaItemFault(OpcUaFields.readText(in), in.readInt(), OpcUaFields.readText(in)));
    }
    return all;
  }

  static void writeGaps(List<OpcUaGap> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaGap gap : all) {
      OpcUaFields.writeText(gap.gapId(), out);
      out.writeByte(gap.reason().code());
      OpcUaFields.writeTexts(gap.nodeIds(), out);
      OpcUaFields.writeOptional(gap.fromNanos(), out);
      OpcUaFields.writeOptional(gap.toNanos(), out);
      OpcUaFields.writeOptional(gap.count(), out);
      out.writeByte(gap.phase().code());
      out.writeLong(gap.recovered());
    }
  }

  static List<OpcUaGap> readGaps(DataInputView in) throws IOException {
    int size = OpcUaFields.length(in);
    List<OpcUaGap> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new OpcUaGap(
              OpcUaFields.readText(in),
              OpcUaGapReason.of(in.readByte()),
              OpcUaFields.readTexts(in),
              OpcUaFields.readOptional(in),
              OpcUaFields.readOptional(in),
              OpcUaFields.readOptional(in),
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
    int size = OpcUaFields.length(in);
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
      OpcUaFields.writeOptional(report.startNanos(), out);
    }
  }

  static List<OpcUaServerReport> readReports(DataInputView in) throws IOException {
    int size = OpcUaFields.length(in);
    List<OpcUaServerReport> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new OpcUaServerReport(
              OpcUaDeliveryLevel.of(in.readByte()),
              Duration.ofMillis(in.readLong()),
              Duration.ofMillis(in.readLong()),
              Duration.ofMillis(in.readLong()),
              in.readLong(),
              OpcUaFields.readOptional(in)));
    }
    return all;
  }

  static void writeDrifts(List<OpcUaDrift> all, DataOutputView out) throws IOException {
    out.writeInt(all.size());
    for (OpcUaDrift drift : all) {
      OpcUaFields.writeText(drift.nodeId(), out);
      out.writeByte(drift.kind().code());
      OpcUaFields.writeText(drift.before(), out);
      OpcUaFields.writeText(drift.after(), out);
      out.writeLong(drift.at());
    }
  }

  static List<OpcUaDrift> readDrifts(DataInputView in) throws IOException {
    int size = OpcUaFields.length(in);
    List<OpcUaDrift> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(
          new OpcUaDrift(
              OpcUaFields.readText(in),
              OpcUaDrift.Kind.of(in.readByte()),
              OpcUaFields.readText(in),
              OpcUaFields.readText(in),
              in.readLong()));
    }
    return all;
  }

  static void writeSecurity(Optional<OpcUaConnectionSecurity> security, DataOutputView out)
      throws IOException {
    out.writeBoolean(security.isPresent());
    if (security.isPresent()) {
      OpcUaFields.writeText(security.get().protection(), out);
      OpcUaFields.writeTexts(security.get().weaknesses(), out);
      OpcUaFields.writeOptional(security.get().ownCertificateEnd(), out);
      OpcUaFields.writeOptional(security.get().serverCertificateEnd(), out);
      out.writeLong(security.get().at());
    }
  }

  static Optional<OpcUaConnectionSecurity> readSecurity(DataInputView in) throws IOException {
    return in.readBoolean()
        ? Optional.of(
            new OpcUaConnectionSecurity(
                OpcUaFields.readText(in),
                OpcUaFields.readTexts(in),
                OpcUaFields.readOptional(in),
                OpcUaFields.readOptional(in),
                in.readLong()))
        : Optional.empty();
  }
}
