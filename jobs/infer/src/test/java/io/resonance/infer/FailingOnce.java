package io.resonance.infer;

import io.resonance.schema.batch.EquipmentBatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Passes batches on at a pace that leaves time for checkpoints, and fails after the second one. */
final class FailingOnce implements MapFunction<EquipmentBatch, EquipmentBatch>, CheckpointListener {

  private static final long serialVersionUID = 1L;
  private static final AtomicBoolean FAILED = new AtomicBoolean();
  private static final long PACE_NANOS = 500_000;

  private transient int checkpoints;

  static void arm() {
    FAILED.set(false);
  }

  static boolean hasFailed() {
    return FAILED.get();
  }

  @Override
  public EquipmentBatch map(EquipmentBatch batch) {
    LockSupport.parkNanos(PACE_NANOS);
    if (checkpoints >= 2 && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("The test wants the job to fail here.");
    }
    return batch;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpoints++;
  }
}
