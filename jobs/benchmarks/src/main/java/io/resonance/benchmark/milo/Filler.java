package io.resonance.benchmark.milo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** Puts values into the queues of all monitored items; one thread runs it. */
abstract class Filler implements Runnable {

  /**
   * A prime: no item may get the same value twice in a row, for a server drops a value that does
   * not differ from the last one unless a client asks for it.
   */
  private static final int DISTINCT_VALUES = 997;

  /** Of one value from the one before it, 100 ns earlier: no temperature may change by 50 K/s. */
  private static final double STEP = 2e-6;

  private static final long PAUSE_NANOS = 300_000;

  private final Set<DataItem> monitored = new LinkedHashSet<>();
  private final LongAdder filled = new LongAdder();
  private final Variant[] values = new Variant[DISTINCT_VALUES];
  private volatile List<DataItem> items = List.of();
  private volatile boolean stopped;
  private int next;

  Filler() {
    for (int i = 0; i < values.length; i++) {
      // up and down again
      int steps = Math.min(2 * i, 2 * (values.length - i) - 1);
      values[i] = Variant.ofDouble(Load.LOW + STEP / 2 * steps);
    }
  }

  synchronized void add(Collection<DataItem> created) {
    monitored.addAll(created);
    items = new ArrayList<>(monitored);
  }

  synchronized void remove(Collection<DataItem> deleted) {
    monitored.removeAll(deleted);
    items = new ArrayList<>(monitored);
  }

  /** Values put into queues so far. */
  long filled() {
    return filled.sum();
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      if (!fill(items)) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Fills what is due; says whether anything was. */
  abstract boolean fill(List<DataItem> due);

  /** Puts a number of values into an item's queue, the first with the given time. */
  final void put(DataItem item, int count, long ticks) {
    for (int i = 0; i < count; i++) {
      // One tick of 100 ns after the other: no two values of an item have the same time.
      DateTime time = new DateTime(ticks + i);
      item.setValue(new DataValue(values[next], StatusCode.GOOD, time, time));
      next = (next + 1) % DISTINCT_VALUES;
    }
    filled.add(count);
  }
}
