package io.resonance.testbed.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * What a variable keeps over restarts of its server: last value, history; and the monitored items
 * on it now.
 */
final class VariableState {

  private final SimulatedVariable variable;
  private final ValueHistory history;
  private final List<DataItem> items = new CopyOnWriteArrayList<>();
  private final List<DataValue> writes = new ArrayList<>();
  private DataValue last;
  private long lastTicks;

  VariableState(SimulatedVariable variable, int historySize) {
    this.variable = variable;
    this.history = new ValueHistory(historySize);
  }

  SimulatedVariable variable() {
    return variable;
  }

  /**
   * Makes a value with a source timestamp above every earlier one and pushes it to every monitored
   * item.
   */
  synchronized long produce(Object value, StatusCode status) {
    return produce(value, status, DateTime.now());
  }

  /** The same with a source timestamp of the given time, or just above the earlier ones. */
  synchronized long produce(Object value, StatusCode status, DateTime sourceTime) {
    long ticks = Math.max(lastTicks + 1, sourceTime.getUtcTime());
    lastTicks = ticks;
    DateTime time = new DateTime(ticks);
    last = new DataValue(Variant.of(value), status, time, DateTime.now());
    history.add(last);
    for (DataItem item : items) {
      item.setValue(last);
    }
    return ticks;
  }

  /** Pushes a value just as it is; it is not in the history. */
  synchronized void push(DataValue value) {
    last = value;
    for (DataItem item : items) {
      item.setValue(value);
    }
  }

  /** The first notification of a new monitored item is the present value (Part 4, 5.13.1.3). */
  synchronized void add(DataItem item) {
    items.add(item);
    if (last != null) {
      item.setValue(last);
    }
  }

  /** A client has written this value. */
  synchronized void written(DataValue value) {
    writes.add(value);
    push(value);
  }

  /** All that clients have written, in their order. */
  synchronized List<DataValue> writes() {
    return List.copyOf(writes);
  }

  int itemCount() {
    return items.size();
  }

  synchronized void remove(DataItem item) {
    items.remove(item);
  }

  /** The node is deleted: its monitored items say so. */
  synchronized void deleted(StatusCode status) {
    items.forEach(item -> item.setQuality(status));
    items.clear();
  }

  /** The server process is gone and its monitored items with it. */
  synchronized void forgetItems() {
    items.clear();
  }

  synchronized DataValue last() {
    return last;
  }

  synchronized List<DataValue> between(long fromTicks, long toTicks, int limit) {
    return history.between(fromTicks, toTicks, limit);
  }

  synchronized Optional<DataValue> before(long ticks) {
    return history.before(ticks);
  }
}
