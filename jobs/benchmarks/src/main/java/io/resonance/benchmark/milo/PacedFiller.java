package io.resonance.benchmark.milo;

import java.util.List;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** Gives every monitored item the same number of values a second, evenly spread over the items. */
final class PacedFiller extends Filler {

  private final double hertz;
  private List<DataItem> paced = List.of();
  private long start;
  private long sent;

  /**
   * A filler.
   *
   * @param hertz values of one item in a second
   */
  PacedFiller(double hertz) {
    this.hertz = hertz;
  }

  @Override
  boolean fill(List<DataItem> due) {
    if (due != paced) {
      paced = due;
      start = System.nanoTime();
      sent = 0;
    }
    long wanted = (long) ((System.nanoTime() - start) / 1e9 * hertz * paced.size());
    if (wanted == sent) {
      return false;
    }
    long ticks = DateTime.now().getUtcTime();
    for (; sent < wanted; sent++) {
      put(paced.get((int) (sent % paced.size())), 1, ticks);
    }
    return true;
  }
}
