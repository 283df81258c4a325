package io.resonance.benchmark.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * Ends a job behind the source: adds up all values, as the baseline does, holds the order of
 * messages and a sample of the values against what the server sends, and keeps nothing.
 */
final class CheckedBatches implements Sink<OpcUaBatch> {

  private static final long serialVersionUID = 1L;

  private final boolean measuresLatency;

  CheckedBatches(boolean measuresLatency) {
    this.measuresLatency = measuresLatency;
  }

  @Override
  public SinkWriter<OpcUaBatch> createWriter(WriterInitContext context) {
    return new Writer(context.metricGroup(), measuresLatency);
  }

  /** Looks at each batch. */
  static final class Writer implements SinkWriter<OpcUaBatch> {

    private final Arrivals arrivals;
    private final Map<String, Long> lastMessages = new HashMap<>();

    Writer(MetricGroup metrics, boolean measuresLatency) {
      arrivals = new Arrivals(metrics, measuresLatency);
    }

    @Override
    public void write(OpcUaBatch batch, Context context) throws IOException {
      arrivals.gaps(batch.gaps().size());
      if (!batch.faults().isEmpty()) {
        throw new IOException("The server refused nodes: " + batch);
      }
      if (batch.size() == 0) {
        return;
      }
      checkOrder(batch);
      if (arrivals.isSampled()) {
        checkValues(batch);
      }
      double added = 0;
      int statusCodes = 0;
      for (int i = 0; i < batch.size(); i++) {
        added += batch.doubleValue(i);
        statusCodes |= batch.statusCode(i);
      }
      arrivals.batch(batch.size(), added, statusCodes, batch::sourceTime);
    }

    private void checkOrder(OpcUaBatch batch) throws IOException {
      Long last = lastMessages.put(batch.endpointId(), batch.sequence());
      if (last != null && batch.sequence() != last + 1) {
        throw new IOException(
            "Message %d of %s came after message %d."
                .formatted(batch.sequence(), batch.endpointId(), last));
      }
    }

    private static void checkValues(OpcUaBatch batch) throws IOException {
      long[] times = new long[batch.nodeIds().size()];
      Arrays.fill(times, OpcUaBatch.ABSENT);
      for (int i = 0; i < batch.size(); i++) {
        int item = batch.item(i);
        if (batch.kind(i) != OpcUaValueKind.DOUBLE
            || !Arrivals.isSent(batch.doubleValue(i))
            || batch.sourceTime(i) <= times[item]
            || batch.serverTime(i) != batch.sourceTime(i)) {
          throw new IOException(
              "The server did not send value %d of %s: %s at %d, after one at %d."
                  .formatted(i, batch, batch.doubleValue(i), batch.sourceTime(i), times[item]));
        }
        times[item] = batch.sourceTime(i);
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
