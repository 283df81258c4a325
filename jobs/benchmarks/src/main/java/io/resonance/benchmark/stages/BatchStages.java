package io.resonance.benchmark.stages;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.batch.EquipmentPropertyValuesEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What is done to batches outside of operators: the exchange between them and the way into Kafka.
 */
final class BatchStages {

  private final List<EquipmentBatch> batches;
  private final EquipmentPropertyValuesEncoder encoder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
  private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
  private final DataInputDeserializer in = new DataInputDeserializer();

  BatchStages(List<EquipmentBatch> batches, String profile, String profileHash) {
    this.batches = batches;
    this.encoder = new EquipmentPropertyValuesEncoder(profile, profileHash);
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
  long encode() throws IOException {
    long sink = 0;
    for (EquipmentBatch batch : batches) {
      sink += encode(batch);
    }
    return sink;
  }

  /** What the sink would write for each batch. */
  List<byte[]> encoded() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (EquipmentBatch batch : batches) {
      encode(batch);
      all.add(bytes.toByteArray());
    }
    return all;
  }

  private int encode(EquipmentBatch batch) throws IOException {
    bytes.reset();
    encoder.encode(batch, bytes);
    return bytes.size();
  }
}
