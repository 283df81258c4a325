package io.resonance.benchmark.mtconnect;

import io.resonance.schema.batch.EquipmentBatch;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Ends a job behind normalize: counts rows and conditions. */
final class CountedRows implements Sink<EquipmentBatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<EquipmentBatch> createWriter(WriterInitContext context) {
    return new Writer(new Counted(context.metricGroup()));
  }

  /** Looks at each batch. */
  private static final class Writer implements SinkWriter<EquipmentBatch> {
    private final Counted counted;

    Writer(Counted counted) {
      this.counted = counted;
    }

    @Override
    public void write(EquipmentBatch batch, Context context) {
      counted.add(batch.size() + batch.conditions().size(), batch.gaps().size());
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
