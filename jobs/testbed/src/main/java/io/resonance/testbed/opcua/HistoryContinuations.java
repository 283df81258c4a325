package io.resonance.testbed.opcua;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;

/**
 * Makes and counts the continuation points of HistoryRead; a real server holds something for each
 * that was neither used nor released.
 */
public final class HistoryContinuations {

  private final AtomicInteger given = new AtomicInteger();
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  HistoryContinuations() {}

  /** A point from which a variable is to be read on. */
  ByteString make(String identifier, long ticks) {
    given.incrementAndGet();
    open.add(identifier + "@" + ticks);
    return ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(ticks).array());
  }

  /** A client came back with a point; returns where it reads on. */
  long used(String identifier, ByteString point) {
    long ticks = ByteBuffer.wrap(point.bytesOrEmpty()).getLong();
    open.remove(identifier + "@" + ticks);
    return ticks;
  }

  /** How many were given to clients so far. */
  public int given() {
    return given.get();
  }

  /** How many of them were neither used nor released. */
  public int open() {
    return open.size();
  }
}
