package io.resonance.benchmark.stages;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.batch.EquipmentPropertyValuesEncoder;
import io.resonance.schema.profile.Profile;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What is done to batches outside of operators: the exchange between them and the way into Kafka.
 */
final class BatchStages {

  private static final byte[] NO_HEADER = {};

  private final List<EquipmentBatch> batches;
  private final EquipmentPropertyValuesEncoder encoder;
  private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
  private final DataInputDeserializer in = new DataInputDeserializer();

  BatchStages(List<EquipmentBatch> batches, Profile profile) {
    this.batches = batches;
    this.encoder =
        new EquipmentPropertyValuesEncoder(profile.id(), profile.hash(), profile.qualityScale());
  }

  /** Writes and reads all batches as a network exchange does. */
  long serialize() throws IOException {
    long sink = 0;
    for (EquipmentBatch batch : batches) {
      out.clear();
      EquipmentBatchSerializer.INSTANCE.serialize(batch, out);
      in.setBuffer(out.getSharedBuffer(), 0, out.length());
      sink += EquipmentBatchSerializer.INSTANCE.deserialize(in).size();
    }
    return sink;
  }

  /** Writes all batches as the sink does. */
  long encode() {
    long sink = 0;
    for (EquipmentBatch batch : batches) {
      sink += encoder.encode(NO_HEADER, batch).length;
    }
    return sink;
  }

  /** What the sink would write for each batch. */
  List<byte[]> encoded() {
    return batches.stream().map(batch -> encoder.encode(NO_HEADER, batch)).toList();
  }
}
