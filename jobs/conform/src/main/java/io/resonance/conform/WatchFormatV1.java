package io.resonance.conform;

import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Format 1 of the state's parts: fields in the order written here, strings in Flink's form. */
final class WatchFormatV1 {

  private WatchFormatV1() {}

  static void writeProperty(PropertyWatch watch, DataOutputView out) throws IOException {
    text(watch.endpoint, out);
    text(watch.address, out);
    text(watch.property, out);
    out.writeLong(watch.lastSeen);
    out.writeLong(watch.lastSequence);
    out.writeLong(watch.longestPause);
    out.writeLong(watch.seen);
    out.writeInt(watch.windowValues);
    out.writeInt(watch.troubles().windowBad);
    writeOpen(watch.open, out);
  }

  static PropertyWatch readProperty(DataInputView in) throws IOException {
    PropertyWatch watch = new PropertyWatch(text(in), text(in), text(in));
    watch.lastSeen = in.readLong();
    watch.lastSequence = in.readLong();
    watch.longestPause = in.readLong();
    watch.seen = (int) Math.min(in.readLong(), Integer.MAX_VALUE);
    watch.windowValues = in.readInt();
    int windowBad = in.readInt();
    if (windowBad > 0) {
      watch.inTrouble().windowBad = windowBad;
    }
    for (OpenViolation violation : readOpen(in)) {
      watch.add(violation);
    }
    return watch;
  }

  static void writeClock(String endpoint, EndpointClock clock, DataOutputView out)
      throws IOException {
    text(endpoint, out);
    out.writeLong(clock.now);
    out.writeLong(clock.resumedAt);
    out.writeLong(clock.sweptAt);
  }

  static void readClock(Map<String, EndpointClock> into, DataInputView in) throws IOException {
    EndpointClock clock = new EndpointClock();
    into.put(text(in), clock);
    clock.now = in.readLong();
    clock.resumedAt = in.readLong();
    clock.sweptAt = in.readLong();
  }

  static void writeGap(OpenGap gap, DataOutputView out) throws IOException {
    text(gap.gapId(), out);
    text(gap.endpoint(), out);
    writeOpen(gap.violations(), out);
  }

  static OpenGap readGap(DataInputView in) throws IOException {
    return new OpenGap(text(in), text(in), readOpen(in));
  }

  static void writeOpen(List<OpenViolation> open, DataOutputView out) throws IOException {
    out.writeInt(open.size());
    for (OpenViolation violation : open) {
      text(violation.ruleId, out);
      text(violation.id, out);
      out.writeLong(violation.firstAt);
      writeEvidence(violation.first, out);
      optional(violation.limits, out);
      out.writeLong(violation.lastAt);
      out.writeLong(violation.reportedAt);
      out.writeLong(violation.occurrences);
    }
  }

  static List<OpenViolation> readOpen(DataInputView in) throws IOException {
    int count = in.readInt();
    List<OpenViolation> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OpenViolation violation =
          new OpenViolation(text(in), text(in), in.readLong(), readEvidence(in), optional(in));
      violation.lastAt = in.readLong();
      violation.reportedAt = in.readLong();
      violation.occurrences = in.readLong();
      open.add(violation);
    }
    return open;
  }

  private static void writeEvidence(Evidence evidence, DataOutputView out) throws IOException {
    text(evidence.getAddress(), out);
    out.writeLong(evidence.getSequence());
    out.writeLong(ViolationRecords.micros(evidence.getTimestamp()));
    text(evidence.getValue(), out);
    optional(evidence.getUnit(), out);
  }

  private static Evidence readEvidence(DataInputView in) throws IOException {
    return new Evidence(
        text(in),
        in.readLong(),
        ViolationRecords.instant(in.readLong() * 1_000L),
        text(in),
        optional(in));
  }

  static void text(String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  static String text(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }

  /** StringValue writes null as a string of its own. */
  private static void optional(String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  private static String optional(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }
}
