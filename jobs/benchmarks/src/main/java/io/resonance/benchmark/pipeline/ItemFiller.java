package io.resonance.benchmark.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.milo.opcua.sdk.server.items.BaseMonitoredItem;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** Keeps the queues of all monitored items full, without ever overflowing one. */
final class ItemFiller implements Runnable {

  private static final int DISTINCT_VALUES = 1_000;
  private static final long PAUSE_NANOS = 300_000;

  private final Set<DataItem> monitored = new LinkedHashSet<>();
  private final LongAdder filled = new LongAdder();
  private final Variant[] values = new Variant[DISTINCT_VALUES];
  private volatile List<DataItem> items = List.of();
  private volatile boolean stopped;
  private int next;

  ItemFiller() {
    for (int i = 0; i < values.length; i++) {
      values[i] = Variant.ofDouble(Load.LOW + (Load.HIGH - Load.LOW) * i / values.length);
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
      boolean any = false;
      for (DataItem item : items) {
        BaseMonitoredItem<?> queue = (BaseMonitoredItem<?>) item;
        if (!queue.hasNotifications()) {
          any = true;
          fill(item, queue.getQueueSize());
        }
      }
      if (!any) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void fill(DataItem item, int size) {
    long now = DateTime.now().getUtcTime();
    for (int i = 0; i < size; i++) {
      // One tick of 100 ns after the other: no two values of an item have the same time.
      DateTime time = new DateTime(now + i);
      item.setValue(new DataValue(values[next], StatusCode.GOOD, time, time));
      next = (next + 1) % DISTINCT_VALUES;
    }
    filled.add(size);
  }
}
