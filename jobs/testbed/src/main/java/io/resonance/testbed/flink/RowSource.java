package io.resonance.testbed.flink;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source of batches as Flink's suites want it: a record per row, and bounded if asked to be.
 * Enumerator, splits, serializers and readers are those of the source itself.
 *
 * <p>Machines have no last value, so sources of them are unbounded. Where a suite needs a bounded
 * one, a reader ends when all readers together have emitted as many rows as a {@link RowCount} says
 * were written.
 *
 * @param <B> a batch
 * @param <T> a row
 * @param <S> a split
 * @param <E> the enumerator's state
 */
public final class RowSource<B, T, S extends SourceSplit, E>
    implements Source<T, S, E>, ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final Source<B, S, E> source;
  private final Rows<B, T> rows;
  private final TypeInformation<T> type;
  private final String end;

  /** Takes a batch apart. */
  @FunctionalInterface
  public interface Rows<B, T> extends Serializable {
    /** Passes on the rows of a batch in their order. */
    void of(B batch, Consumer<T> row);
  }

  private RowSource(Source<B, S, E> source, Rows<B, T> rows, TypeInformation<T> type, String end) {
    this.source = source;
    this.rows = rows;
    this.type = type;
    this.end = end;
  }

  /** The rows of a source, without an end. */
  public static <B, T, S extends SourceSplit, E> RowSource<B, T, S, E> of(
      Source<B, S, E> source, Rows<B, T> rows, TypeInformation<T> type) {
    return new RowSource<>(source, rows, type, "");
  }

  /** The same with an end; only for readers in this JVM. */
  public RowSource<B, T, S, E> endingAfter(RowCount count) {
    return new RowSource<>(source, rows, type, count.id());
  }

  @Override
  public Boundedness getBoundedness() {
    return end.isEmpty() ? source.getBoundedness() : Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
      throws Exception {
    return source.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(source.createReader(context), rows, RowCount.known(end));
  }

  /** The reader of the source itself, with another output. */
  // SourceReader.close() declares Exception; javac warns that it may be an InterruptedException
  @SuppressWarnings("try")
  private static final class Reader<B, T, S extends SourceSplit> implements SourceReader<T, S> {
    private final SourceReader<B, S> reader;
    private final Rows<B, T> rows;
    private final Optional<RowCount> end;
    private RowOutput<B, T> output;

    Reader(SourceReader<B, S> reader, Rows<B, T> rows, Optional<RowCount> end) {
      this.reader = reader;
      this.rows = rows;
      this.end = end;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> to) throws Exception {
      if (end.isPresent() && end.get().reached().isDone()) {
        return InputStatus.END_OF_INPUT;
      }
      if (output == null || !output.writesTo(to)) {
        output = new RowOutput<>(to, rows, () -> end.ifPresent(RowCount::seen));
      }
      return reader.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      CompletableFuture<Void> available = reader.isAvailable();
      return end.isEmpty() || available.isDone()
          ? available
          : CompletableFuture.anyOf(available, end.get().reached()).thenApply(any -> null);
    }

    @Override
    public void start() {
      reader.start();
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
      return reader.snapshotState(checkpointId);
    }

    @Override
    public void addSplits(List<S> splits) {
      reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
      reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
      reader.close();
    }
  }
}
