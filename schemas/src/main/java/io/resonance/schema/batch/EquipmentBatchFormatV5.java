package io.resonance.schema.batch;

import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.JobContext;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Format 5: as {@link EquipmentBatchFormatV4}, with what the machine was working on and the states
 * it came into behind it; one byte where there is neither.
 */
final class EquipmentBatchFormatV5 {

  static final int HAS_CONTEXT = 1;
  static final int HAS_STATES = 2;

  private EquipmentBatchFormatV5() {}

  static EquipmentBatch read(DataInputView in) throws IOException {
    EquipmentBatch batch = EquipmentBatchFormatV4.read(in);
    int flags = in.readUnsignedByte();
    if (flags == 0) {
      return batch;
    }
    JobContext context = (flags & HAS_CONTEXT) != 0 ? readContext(in) : null;
    List<EquipmentState> states =
        (flags & HAS_STATES) != 0
            ? AvroRecordBytes.readAll(EquipmentState.getClassSchema(), in)
            : List.of();
    return batch.in(context, states);
  }

  // field by field, for every batch may have it: a schema beside each would be longer than it
  static void writeContext(JobContext context, DataOutputView out) throws IOException {
    writeOptional(context.getJob(), out);
    writeOptional(context.getPart(), out);
    out.writeBoolean(context.getPartCount() != null);
    if (context.getPartCount() != null) {
      out.writeLong(context.getPartCount());
    }
    writeOptional(context.getLot(), out);
    writeOptional(context.getProgram(), out);
    writeOptional(context.getTool(), out);
  }

  static JobContext readContext(DataInputView in) throws IOException {
    return new JobContext(
        readOptional(in),
        readOptional(in),
        in.readBoolean() ? (Long) in.readLong() : null,
        readOptional(in),
        readOptional(in),
        readOptional(in),
        null);
  }

  static void writeOptional(String text, DataOutputView out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      Strings.write(text, out);
    }
  }

  static String readOptional(DataInputView in) throws IOException {
    return in.readBoolean() ? Strings.read(in) : null;
  }
}
