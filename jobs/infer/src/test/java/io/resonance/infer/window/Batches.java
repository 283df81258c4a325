package io.resonance.infer.window;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.v1.Protocol;

/** Batches of single values, as the tests need them. */
public final class Batches {

  static final int BAD = 0x80000000;
  static final int UNCERTAIN = 0x40000000;
  static final Origin ORIGIN = new Origin(Protocol.OPC_UA, "mill-server", 7);
  static final PropertyKey SPEED = new PropertyKey("spindle-speed", "nsu=m;s=speed", "RPM", "");
  static final PropertyKey VIBRATION = new PropertyKey("vibration", "nsu=m;s=vib", "C16", "");

  private Batches() {}

  static EquipmentBatch speed(String equipment, long millis, double value) {
    return one(equipment, SPEED, millis, value, 0);
  }

  static EquipmentBatch vibration(String equipment, long millis, double value) {
    return one(equipment, VIBRATION, millis, value, 0);
  }

  static EquipmentBatch one(
      String equipment, PropertyKey key, long millis, double value, int statusCode) {
    EquipmentBatchBuilder builder = builder(equipment);
    builder
        .row(builder.key(key), millis, millis * 1_000_000, EquipmentBatch.NO_TIME, statusCode)
        .number(value);
    return builder.build();
  }

  /** A tick's worth of both inputs. */
  public static EquipmentBatch both(String equipment, long millis, double speed, double vibration) {
    EquipmentBatchBuilder builder = builder(equipment);
    long time = millis * 1_000_000;
    builder.row(builder.key(SPEED), millis, time, EquipmentBatch.NO_TIME, 0).number(speed);
    builder.row(builder.key(VIBRATION), millis, time, EquipmentBatch.NO_TIME, 0).number(vibration);
    return builder.build();
  }

  static EquipmentBatchBuilder builder(String equipment) {
    return new EquipmentBatchBuilder(equipment, "Acme/Shenyang/" + equipment, ORIGIN, 4);
  }
}
