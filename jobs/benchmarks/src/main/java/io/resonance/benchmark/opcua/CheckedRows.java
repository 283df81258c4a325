package io.resonance.benchmark.opcua;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.Quality;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * Ends a job behind normalize: adds up all values, as the baseline does, holds a sample of them
 * against what the server sends, and keeps nothing.
 */
final class CheckedRows implements Sink<EquipmentBatch> {

  private static final long serialVersionUID = 1L;

  private final boolean measuresLatency;

  CheckedRows(boolean measuresLatency) {
    this.measuresLatency = measuresLatency;
  }

  @Override
  public SinkWriter<EquipmentBatch> createWriter(WriterInitContext context) {
    return new Writer(context.metricGroup(), measuresLatency);
  }

  /** Looks at each batch. */
  static final class Writer implements SinkWriter<EquipmentBatch> {

    private final Arrivals arrivals;

    Writer(MetricGroup metrics, boolean measuresLatency) {
      arrivals = new Arrivals(metrics, measuresLatency);
    }

    @Override
    public void write(EquipmentBatch batch, Context context) throws IOException {
      arrivals.gaps(batch.gaps().size());
      if (batch.size() == 0) {
        return;
      }
      if (arrivals.isSampled()) {
        checkRows(batch);
      }
      double added = 0;
      int statusCodes = 0;
      for (int row = 0; row < batch.size(); row++) {
        added += batch.number(row);
        statusCodes |= batch.statusCode(row);
      }
      arrivals.batch(batch.size(), added, statusCodes, batch::sourceTime);
    }

    private static void checkRows(EquipmentBatch batch) throws IOException {
      for (int row = 0; row < batch.size(); row++) {
        double sent = batch.isConverted(row) ? batch.nativeNumber(row) : batch.number(row);
        if (!Arrivals.isSent(sent)
            || batch.quality(row) != Quality.GOOD
            || batch.key(batch.keyIndex(row)).unit().isEmpty()
            || batch.serverTime(row) != batch.sourceTime(row)) {
          throw new IOException(
              "The server did not send row %d of %s: %s of %s"
                  .formatted(row, batch, sent, batch.key(batch.keyIndex(row))));
        }
      }
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
