package io.resonance.schema.batch;

import static io.resonance.schema.batch.EquipmentBatchFormatV5.HAS_CONTEXT;
import static io.resonance.schema.batch.EquipmentBatchFormatV5.HAS_STATES;

import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.JobContext;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Format 6: as {@link EquipmentBatchFormatV5}, with the health of the device in the context. */
final class EquipmentBatchFormatV6 {

  private EquipmentBatchFormatV6() {}

  static void write(EquipmentBatch batch, DataOutputView out) throws IOException {
    EquipmentBatchFormatV4.write(batch, out);
    boolean hasContext = batch.context().isPresent();
    out.writeByte((hasContext ? HAS_CONTEXT : 0) | (batch.states().isEmpty() ? 0 : HAS_STATES));
    if (hasContext) {
      JobContext context = batch.context().get();
      EquipmentBatchFormatV5.writeContext(context, out);
      EquipmentBatchFormatV5.writeOptional(context.getDeviceHealth(), out);
    }
    if (!batch.states().isEmpty()) {
      AvroRecordBytes.writeAll(batch.states(), EquipmentState.getClassSchema(), out);
    }
  }

  static EquipmentBatch read(DataInputView in) throws IOException {
    EquipmentBatch batch = EquipmentBatchFormatV4.read(in);
    int flags = in.readUnsignedByte();
    if (flags == 0) {
      return batch;
    }
    JobContext context = null;
    if ((flags & HAS_CONTEXT) != 0) {
      context = EquipmentBatchFormatV5.readContext(in);
      context.setDeviceHealth(EquipmentBatchFormatV5.readOptional(in));
    }
    List<EquipmentState> states =
        (flags & HAS_STATES) != 0
            ? AvroRecordBytes.readAll(EquipmentState.getClassSchema(), in)
            : List.of();
    return batch.in(context, states);
  }
}
