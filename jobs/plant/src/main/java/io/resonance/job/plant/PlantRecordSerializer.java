package io.resonance.job.plant;

import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.registry.KafkaRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes what is on its way to the sink. No operator keeps it; only an unaligned checkpoint holds
 * what is on its way, and is refused where another release made it: releases change with
 * savepoints.
 */
public final class PlantRecordSerializer extends TypeSerializerSingleton<PlantRecord> {

  static final PlantRecordSerializer INSTANCE = new PlantRecordSerializer();

  private static final int VALUES = 0x51;
  private static final int ENCODED = 0x52;
  private static final int NONE = -1;

  @Override
  public void serialize(PlantRecord record, DataOutputView out) throws IOException {
    if (record instanceof PlantRecord.Values values) {
      out.writeByte(VALUES);
      EquipmentBatchSerializer.INSTANCE.serialize(values.batch(), out);
    } else {
      KafkaRecord encoded = ((PlantRecord.Encoded) record).record();
      out.writeByte(ENCODED);
      StringValue.writeString(encoded.topic(), out);
      write(encoded.key(), out);
      write(encoded.value(), out);
    }
  }

  @Override
  public PlantRecord deserialize(DataInputView in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case VALUES -> new PlantRecord.Values(EquipmentBatchSerializer.INSTANCE.deserialize(in));
      case ENCODED ->
          new PlantRecord.Encoded(
              new KafkaRecord(StringValue.readString(in), readBytes(in), readBytes(in)));
      default ->
          throw new IOException(
              "What is on its way to sink-kafka begins with %d: another release wrote it into an unaligned checkpoint. Start this release from a savepoint."
                  .formatted(kind));
    };
  }

  /** Null is the value of a record that takes one back. */
  private static void write(byte[] bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeInt(NONE);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public PlantRecord createInstance() {
    return null; // as TypeSerializer allows for immutable types
  }

  @Override
  public PlantRecord copy(PlantRecord from) {
    return from;
  }

  @Override
  public PlantRecord copy(PlantRecord from, PlantRecord reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public PlantRecord deserialize(PlantRecord reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<PlantRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink asks for one of every serializer, with state or without. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PlantRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
