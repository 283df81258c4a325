package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplitState;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Emits a batch, and only then moves the split: the one place where a position moves. */
public final class MtConnectRecordEmitter
    implements RecordEmitter<MtConnectFetched, MtConnectBatch, MtConnectAgentSplitState> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  @Override
  public void emitRecord(
      MtConnectFetched fetched,
      SourceOutput<MtConnectBatch> output,
      MtConnectAgentSplitState split) {
    MtConnectBatch batch = fetched.batch();
    if (batch.size() > 0) {
      long latest = batch.timestampNanos(batch.size() - 1);
      output.collect(batch, Math.floorDiv(latest, NANOS_PER_MILLI));
    } else if (!batch.isEmpty()) {
      output.collect(batch);
    }
    split.advance(fetched.after());
  }
}
