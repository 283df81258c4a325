package io.resonance.benchmark.control;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.v1.Protocol;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;

/** About 500 batches of 100 values a second, measured now. */
final class PacedBatches implements MapFunction<Long, EquipmentBatch> {

  private static final long serialVersionUID = 1L;
  private static final int VALUES = 100;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final PropertyKey SPEED = new PropertyKey("spindle-speed", "s=S", "RPM", "");

  @Override
  public EquipmentBatch map(Long number) {
    LockSupport.parkNanos(PAUSE_NANOS);
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder(
            "MILL-01", "Acme/Shenyang/MILL-01", new Origin(Protocol.OPC_UA, "mill", 7), VALUES);
    int key = batch.key(SPEED);
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    for (int i = 0; i < VALUES; i++) {
      batch
          .row(key, number * VALUES + i, now + i * 10_000L, EquipmentBatch.NO_TIME, 0)
          .number(1_000 + i);
    }
    return batch.build();
  }
}
