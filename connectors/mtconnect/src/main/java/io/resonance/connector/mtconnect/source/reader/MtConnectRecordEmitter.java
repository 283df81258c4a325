package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplitState;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * Emits a batch, and only then moves the split: the one place where a position moves.
 *
 * <p>The event time of a batch is that of its latest observation, for they may run backwards. An
 * agent's clock that is ahead of ours must not make all that follows late: event time is never more
 * than a minute ahead of us. A heartbeat emits nothing, so an agent without observations becomes
 * idle as the watermark strategy says.
 */
public final class MtConnectRecordEmitter
    implements RecordEmitter<MtConnectFetched, MtConnectBatch, MtConnectAgentSplitState> {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MOST_MILLIS_AHEAD = Duration.ofMinutes(1).toMillis();

  private final LongSupplier clockMillis;

  /** An emitter by the clock of this machine. */
  public MtConnectRecordEmitter() {
    this(System::currentTimeMillis);
  }

  MtConnectRecordEmitter(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  @Override
  public void emitRecord(
      MtConnectFetched fetched,
      SourceOutput<MtConnectBatch> output,
      MtConnectAgentSplitState split) {
    MtConnectBatch batch = fetched.batch();
    if (batch.size() > 0) {
      output.collect(batch, eventTimeMillis(batch));
    } else if (!batch.isEmpty()) {
      output.collect(batch);
    }
    split.advance(fetched.after());
  }

  private long eventTimeMillis(MtConnectBatch batch) {
    long latest = Long.MIN_VALUE;
    for (int row = 0; row < batch.size(); row++) {
      latest = Math.max(latest, batch.timestampNanos(row));
    }
    long millis = Math.floorDiv(latest, NANOS_PER_MILLI);
    return Math.min(millis, clockMillis.getAsLong() + MOST_MILLIS_AHEAD);
  }
}
