package io.resonance.benchmark.milo;

import java.util.List;
import org.eclipse.milo.opcua.sdk.server.items.BaseMonitoredItem;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** Keeps the queues of all monitored items full, without ever overflowing one. */
final class SaturatingFiller extends Filler {

  @Override
  boolean fill(List<DataItem> due) {
    boolean any = false;
    for (DataItem item : due) {
      BaseMonitoredItem<?> queue = (BaseMonitoredItem<?>) item;
      if (!queue.hasNotifications()) {
        any = true;
        put(item, queue.getQueueSize(), DateTime.now().getUtcTime());
      }
    }
    return any;
  }
}
