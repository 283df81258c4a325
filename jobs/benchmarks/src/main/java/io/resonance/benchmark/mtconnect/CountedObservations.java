package io.resonance.benchmark.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Ends a job behind the source: counts, and sees that no sequence number is missing or repeated.
 */
final class CountedObservations implements Sink<MtConnectBatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<MtConnectBatch> createWriter(WriterInitContext context) {
    return new Writer(new Counted(context.metricGroup()));
  }

  /** Looks at each observation. */
  private static final class Writer implements SinkWriter<MtConnectBatch> {
    private final Counted counted;
    private final Map<String, Long> next = new HashMap<>();

    Writer(Counted counted) {
      this.counted = counted;
    }

    @Override
    public void write(MtConnectBatch batch, Context context) throws IOException {
      for (int row = 0; row < batch.size(); row++) {
        long sequence = batch.sequence(row);
        Long expected = next.put(batch.agentId(), sequence + 1);
        if (expected != null && expected != sequence) {
          throw new IOException(
              "%s sent observation %d where %d was expected"
                  .formatted(batch.agentId(), sequence, expected));
        }
      }
      counted.add(batch.size(), batch.gaps().size());
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
