package io.resonance.benchmark.stages;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.child.Heap;
import io.resonance.schema.batch.PropertyKeys;
import io.resonance.schema.plant.ProfileReference;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** How much room what conform remembers takes. */
final class ConformState {

  private static final int FEW = 50;
  private static final int SMALL = 500;
  private static final int LARGE = 10_000;
  private static final int SNAPSHOT_BYTES = 64 << 20;

  private final ProfileReference profile;

  ConformState(ProfileReference profile) {
    this.profile = profile;
  }

  /**
   * Bytes of heap per property: of state that was restored, which has its own copies of all texts.
   * What the operator needs whatever it remembers goes out in the difference of two sizes.
   */
  double bytesPerProperty() throws Exception {
    double more = restoredBytes(SMALL) - restoredBytes(FEW);
    return more / (SMALL - FEW) / RuleBatches.PROPERTIES;
  }

  private long restoredBytes(int equipments) throws Exception {
    OperatorSubtaskState snapshot;
    var first = harness(new HashMapStateBackend());
    try {
      first.open();
      for (int tick = 0; tick < 3; tick++) {
        feed(first, equipments, tick);
      }
      snapshot = first.snapshot(1, 1);
    } finally {
      first.close();
    }
    var harness = harness(new HashMapStateBackend());
    try {
      long before = Heap.usedBytes();
      harness.initializeState(snapshot);
      harness.open();
      long after = Heap.usedBytes();
      if (harness.numKeyedStateEntries() < equipments) {
        throw new BenchmarkFailedException(
            "The state holds %d entries instead of %d."
                .formatted(harness.numKeyedStateEntries(), equipments));
      }
      return after - before;
    } finally {
      harness.close();
    }
  }

  /** The same of a map from addresses to a time and a number. */
  double bytesPerEntryOfAMap() {
    long before = Heap.usedBytes();
    Map<String, double[]> map = new HashMap<>();
    for (int equipment = 0; equipment < SMALL; equipment++) {
      for (int property = 0; property < RuleBatches.PROPERTIES; property++) {
        map.put(
            RuleBatches.keysOf(equipment).get(property).address(),
            new double[] {equipment, property});
      }
    }
    long after = Heap.usedBytes();
    return (double) (after - before) / map.size();
  }

  /** Heap in use, in MB, with a million properties on RocksDB: after few passes and after more. */
  double[] megabytesOnRocksDb() throws Exception {
    var harness = harness(new EmbeddedRocksDBStateBackend());
    try {
      harness.open();
      feed(harness, LARGE, 0);
      feed(harness, LARGE, 1);
      double early = Heap.usedBytes() / 1e6;
      for (int tick = 2; tick < 6; tick++) {
        feed(harness, LARGE, tick);
      }
      return new double[] {early, Heap.usedBytes() / 1e6};
    } finally {
      harness.close();
    }
  }

  private static void feed(ConformOperator harness, int equipments, int tick) throws Exception {
    for (int equipment = 0; equipment < equipments; equipment++) {
      PropertyKeys keys = RuleBatches.keysOf(equipment);
      harness.processElement(new StreamRecord<>(RuleBatches.batch(equipment, keys, tick)));
      harness.getOutput().clear();
    }
  }

  private ConformOperator harness(StateBackend backend) throws Exception {
    ConformOperator harness = new ConformOperator(profile);
    harness.setStateBackend(backend);
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(SNAPSHOT_BYTES));
    return harness;
  }
}
