package io.resonance.testbed.flink;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many rows a test has written and the readers in this JVM have emitted. Any thread; what is to
 * be counted must be written before the job starts.
 */
public final class RowCount implements AutoCloseable {

  private static final Map<String, RowCount> KNOWN = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private long missing;

  public RowCount() {
    KNOWN.put(id, this);
  }

  /** So many more rows were written. */
  public synchronized void written(int rows) {
    missing += rows;
  }

  synchronized void seen() {
    missing--;
    if (missing == 0) {
      reached.complete(null);
    }
  }

  /** Done when all that was written was emitted. */
  CompletableFuture<Void> reached() {
    return reached;
  }

  String id() {
    return id;
  }

  /** The count of a job, which goes to its readers by name; none for no name. */
  static Optional<RowCount> known(String id) {
    return id.isEmpty() ? Optional.empty() : Optional.of(KNOWN.get(id));
  }

  @Override
  public void close() {
    KNOWN.remove(id);
  }
}
