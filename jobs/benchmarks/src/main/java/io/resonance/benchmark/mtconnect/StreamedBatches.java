package io.resonance.benchmark.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;

/** Ends the job behind the source: counts, and requires every sequence number once and in order. */
final class StreamedBatches implements Sink<MtConnectBatch> {
  static final String OBSERVATIONS = "observations";

  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<MtConnectBatch> createWriter(WriterInitContext context) {
    return new Writer(context.metricGroup().counter(OBSERVATIONS));
  }

  /** Looks at each observation. */
  private static final class Writer implements SinkWriter<MtConnectBatch> {
    private final Counter observations;
    private long next = StreamsDocument.FIRST;

    Writer(Counter observations) {
      this.observations = observations;
    }

    @Override
    public void write(MtConnectBatch batch, Context context) throws IOException {
      for (MtConnectGap gap : batch.gaps()) {
        if (gap.phase() == MtConnectGap.Phase.LOST) {
          throw new IOException("The source declared " + gap);
        }
      }
      int size = batch.size();
      for (int row = 0; row < size; row++) {
        if (batch.sequence(row) != next++) {
          throw new IOException(
              "Observation %d came where %d was expected".formatted(batch.sequence(row), next - 1));
        }
      }
      observations.inc(size);
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing is kept.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
