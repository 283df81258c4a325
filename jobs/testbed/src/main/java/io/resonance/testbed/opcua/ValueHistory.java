package io.resonance.testbed.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/**
 * The newest values of one variable, oldest first, bounded; they outlive a restart of the server.
 * Not thread-safe.
 */
final class ValueHistory {

  private final DataValue[] ring;
  private int start;
  private int size;

  ValueHistory(int capacity) {
    this.ring = new DataValue[capacity];
  }

  void add(DataValue value) {
    if (size < ring.length) {
      ring[(start + size++) % ring.length] = value;
    } else {
      ring[start] = value;
      start = (start + 1) % ring.length;
    }
  }

  /**
   * At most {@code limit} values with a source time of at least {@code fromTicks} and below {@code
   * toTicks}.
   */
  List<DataValue> between(long fromTicks, long toTicks, int limit) {
    List<DataValue> found = new ArrayList<>();
    for (int i = firstAtOrAfter(fromTicks); i < size && found.size() < limit; i++) {
      DataValue value = at(i);
      if (ticks(value) >= toTicks) {
        break;
      }
      found.add(value);
    }
    return found;
  }

  /** The last value with a source time below the given one. */
  Optional<DataValue> before(long ticks) {
    int after = firstAtOrAfter(ticks);
    return after == 0 ? Optional.empty() : Optional.of(at(after - 1));
  }

  private int firstAtOrAfter(long fromTicks) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ticks(at(middle)) < fromTicks) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private DataValue at(int index) {
    return ring[(start + index) % ring.length];
  }

  private static long ticks(DataValue value) {
    return value.getSourceTime().getUtcTime();
  }
}
