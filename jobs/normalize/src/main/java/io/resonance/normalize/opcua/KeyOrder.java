package io.resonance.normalize.opcua;

import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.PropertyKeys;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which order the properties of one equipment come in a batch, and whether that was so in the
 * last one too: then both share their keys.
 */
final class KeyOrder {

  private int[] order = new int[8];
  private int size;
  private PropertyKeys keys = PropertyKeys.of(List.of());
  private boolean isAsBefore;

  /** A new batch begins. */
  void restart() {
    size = 0;
    isAsBefore = true;
  }

  /** Adds a target that was not added yet and answers its place. */
  int add(int target) {
    if (size == order.length) {
      order = Arrays.copyOf(order, size * 2);
    }
    isAsBefore &= size < keys.size() && order[size] == target;
    order[size] = target;
    return size++;
  }

  /** The keys of what was added. */
  PropertyKeys keys(Target[] targets) {
    if (!isAsBefore || size != keys.size()) {
      keys =
          PropertyKeys.of(
              IntStream.range(0, size).mapToObj(place -> targets[order[place]].key()).toList());
    }
    return keys;
  }
}
