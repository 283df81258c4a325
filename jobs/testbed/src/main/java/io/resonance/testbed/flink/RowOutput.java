package io.resonance.testbed.flink;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Takes batches and writes their rows. */
final class RowOutput<B, T> implements ReaderOutput<B> {

  private final ReaderOutput<T> to;
  private final RowSource.Rows<B, T> rows;
  private final Runnable each;

  RowOutput(ReaderOutput<T> to, RowSource.Rows<B, T> rows, Runnable each) {
    this.to = to;
    this.rows = rows;
    this.each = each;
  }

  boolean writesTo(ReaderOutput<T> output) {
    return to == output;
  }

  @Override
  public void collect(B batch) {
    collect(to, batch);
  }

  @Override
  public void collect(B batch, long timestamp) {
    collect(to, batch, timestamp);
  }

  private void collect(SourceOutput<T> output, B batch) {
    rows.of(
        batch,
        row -> {
          output.collect(row);
          each.run();
        });
  }

  private void collect(SourceOutput<T> output, B batch, long timestamp) {
    rows.of(
        batch,
        row -> {
          output.collect(row, timestamp);
          each.run();
        });
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    to.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    to.markIdle();
  }

  @Override
  public void markActive() {
    to.markActive();
  }

  @Override
  public SourceOutput<B> createOutputForSplit(String splitId) {
    return new OfSplit(to.createOutputForSplit(splitId));
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    to.releaseOutputForSplit(splitId);
  }

  /** The output of one split. */
  private final class OfSplit implements SourceOutput<B> {
    private final SourceOutput<T> split;

    OfSplit(SourceOutput<T> split) {
      this.split = split;
    }

    @Override
    public void collect(B batch) {
      RowOutput.this.collect(split, batch);
    }

    @Override
    public void collect(B batch, long timestamp) {
      RowOutput.this.collect(split, batch, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      split.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      split.markIdle();
    }

    @Override
    public void markActive() {
      split.markActive();
    }
  }
}
